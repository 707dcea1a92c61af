// An empty store: a newcomer sees what there would be to see.
import { get } from '../api.js';
import { Empty, Notice, useLoaded } from '../parts/blocks.js';
import { fill, goOn } from '../parts/demo.js';
import { html, useState } from '../view.js';

export default function Welcome({ onDone, again }) {
    const [demo, set] = useState(null);
    const [error, fail] = useState(null);
    const loners = useLoaded((signal) => get('metric', { limit: 1 }, signal), []);
    const begin = async () => {
        fail(null);
        set({ done: 0, of: 1 });
        try {
            await fill(set);
            goOn();
            again();
            onDone();
        } catch (e) {
            fail(e);
            set(null);
        }
    };
    return html`<div class="card">
        <h1 class="unseen">Explore</h1>
        <${Empty} title=${loners.data?.length ? 'There are no resources yet' : 'Nothing is measured yet'}>
            ${loners.data?.length > 0 && html`<p>Metrics without a resource are found by their ids, in the <a href="#/playground">Playground</a>.</p>`}
            <p>Post measures through the API, InfluxDB's or Prometheus' protocol, and their resources appear here.</p>
            <p>Or look around first: a small simulated fleet of hosts, instances and volumes, with a day of measures.</p>
            ${error && html`<${Notice} kind="error">${error.message}<//>`}
            ${demo
                ? html`<progress aria-label="Making demo data" max=${demo.of} value=${demo.done}></progress>
                      <small role="status">${demo.what ?? 'Making resources'}</small>`
                : html`<div class="row">
                      <button class="primary" onClick=${begin}>Make demo data</button>
                      <button onClick=${again}>Look again</button>
                  </div>`}
        <//>
    </div>`;
}
