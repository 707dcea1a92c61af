// What the server has to do, and who does it.
import { get } from '../api.js';
import { count, money, short, size } from '../logic/numbers.js';
import { Chart, colourOf, useDark } from '../parts/chart.js';
import { Notice, Segments, useLoaded } from '../parts/blocks.js';
import { html, useEffect, useMemo, useState } from '../view.js';

const PAUSES = [
    ['2', '2 s'],
    ['10', '10 s'],
    ['60', '1 min'],
];
const MOST_KEPT = 600;
const MOST_METRICS = 12;

// Asks again and again, and keeps what the figures were.
function useWatched(pause) {
    const [history, keep] = useState([]);
    const [error, fail] = useState(null);
    const [latest, set] = useState(undefined);
    useEffect(() => {
        const stop = new AbortController();
        const look = async () => {
            if (document.hidden) {
                return;
            }
            try {
                const status = await get('status', { details: true }, stop.signal);
                set(status);
                fail(null);
                keep((before) => [...before.slice(1 - MOST_KEPT), moment(status)]);
            } catch (e) {
                if (e.name !== 'AbortError') {
                    fail(e);
                }
            }
        };
        look();
        const timer = setInterval(look, pause * 1000);
        return () => {
            stop.abort();
            clearInterval(timer);
        };
    }, [pause]);
    return { latest, history, error };
}

function sacksOf(statistics) {
    return Object.fromEntries(Object.entries(statistics).map(([worker, { sacks }]) => [worker, sacks]));
}

function moment({ storage }) {
    return { at: Date.now() / 1000, ...storage.summary };
}

export default function Status() {
    const [pause, change] = useState('2');
    const { latest, history, error } = useWatched(Number(pause));
    return html`
        <div class="head">
            <h1>Status</h1>
            <${Segments} label="How often to look" value=${pause} onChange=${change} options=${PAUSES} />
            <p>What is acknowledged and not yet folded, and the workers that fold it. Reads are fresh all the same.</p>
        </div>
        ${error && html`<${Notice} kind="error">${error.status === 403 ? 'Only admin may see the status.' : error.message}<//>`}
        ${!error && !latest && html`<div class="skeleton"></div>`}
        ${latest && html`<${Figures} ...${{ latest, history }} />`}
    `;
}

function Figures({ latest, history }) {
    const { summary, measures_to_process: waiting } = latest.storage;
    const workers = latest.metricd.processors ?? [];
    const aside = summary.set_aside ?? { metrics: 0, bytes: 0 };
    return html`
        <div class="tiles">
            <${Tile} name="Bundles waiting" figure=${count(summary.measures)} more=${trend(history, 'measures')} />
            <${Tile} name="Metrics waiting" figure=${count(summary.metrics)} more=${trend(history, 'metrics')} />
            <${Tile}
                name="Workers"
                figure=${count(workers.length)}
                more=${workers.length === 0 ? html`<span class="tag bad">nobody folds: start gnocchi-metricd</span>` : html`<span class="tag good">folding</span>`}
            />
            <${Tile}
                name="Metrics set aside"
                figure=${count(aside.metrics)}
                more=${aside.metrics === 0
                    ? html`<span class="tag good">nothing is damaged</span>`
                    : html`<span class="tag bad">${size(aside.bytes)}: run gnocchi-check</span>`}
            />
        </div>
        <div class="stack">
            <section class="card" aria-label="Backlog over time">
                <h2>Backlog</h2>
                <${Backlog} history=${history} />
            </section>
            <${Sacks} sacks=${sacksOf(latest.metricd.statistics)} workers=${workers} />
            <div class="two">
                <${Waiting} waiting=${waiting ?? {}} />
                <${Store} history=${history} />
            </div>
        </div>
    `;
}

function Tile({ name, figure, more }) {
    return html`<div class="card tile"><span>${name}</span><b>${figure}</b>${more}</div>`;
}

// How fast a figure has moved within the last minute.
function trend(history, name) {
    const last = history[history.length - 1];
    const before = history.find(({ at }) => at >= last.at - 60);
    if (!before || before === last) {
        return html`<small>…</small>`;
    }
    const rate = (last[name] - before[name]) / (last.at - before.at);
    return html`<small>${rate === 0 ? 'steady' : `${rate > 0 ? '+' : ''}${short(rate)}/s in the last minute`}</small>`;
}

function Backlog({ history }) {
    const series = useMemo(
        () =>
            [
                ['measures', 'bundles'],
                ['metrics', 'metrics'],
            ].map(([key, name]) => ({ key, name, points: history.map((one) => [one.at, one[key]]) })),
        [history],
    );
    const end = history[history.length - 1].at;
    return html`<${Chart} title="the backlog" series=${series} range=${[Math.min(history[0].at, end - 60), end]} stepped />`;
}

function Sacks({ sacks, workers }) {
    const dark = useDark();
    const owners = Object.keys(sacks).sort();
    const owned = Object.entries(sacks).flatMap(([owner, numbers]) => numbers.map((number) => [number, owner]));
    owned.sort((a, b) => a[0] - b[0]);
    const idle = workers.filter((worker) => !owners.includes(worker));
    return html`<section class="card stack" aria-label="Sacks and their owners">
        <div class="row between">
            <h2>Sacks</h2>
            <small>${owned.length} are somebody's, shards of the metrics that a worker leases</small>
        </div>
        <div class="sacks">
            ${owned.map(
                ([number, owner]) => html`<span
                    key=${number}
                    title=${`sack ${number}: ${owner}`}
                    style=${{ background: `${colourOf(owners.indexOf(owner), dark)}${dark ? '40' : '26'}`, color: 'var(--text)' }}
                    >${number}</span
                >`,
            )}
        </div>
        <div class="tags">
            ${owners.map(
                (owner, at) => html`<span class="tag" key=${owner}>
                    <i class="dot" style=${{ background: colourOf(at, dark) }}></i><span class="mono">${owner}</span> ${sacks[owner].length}
                </span>`,
            )}
            ${idle.map((worker) => html`<span class="tag" key=${worker}><span class="mono">${worker}</span> idle</span>`)}
        </div>
    </section>`;
}

function Waiting({ waiting }) {
    const rows = Object.entries(waiting).sort((a, b) => b[1] - a[1]);
    return html`<section class="card stack" aria-label="Metrics that wait most">
        <h2>Waiting most</h2>
        ${rows.length === 0
            ? html`<p class="soft">No metric waits.</p>`
            : html`<div class="scroll" tabindex="0" role="region" aria-label="Metrics and their bundles">
                  <table>
                      <thead>
                          <tr><th scope="col">Metric</th><th scope="col" class="number">Bundles</th></tr>
                      </thead>
                      <tbody>
                          ${rows.slice(0, MOST_METRICS).map(
                              ([id, bundles]) => html`<tr key=${id}>
                                  <td><${MetricName} id=${id} /></td>
                                  <td class="number">${count(bundles)}</td>
                              </tr>`,
                          )}
                      </tbody>
                  </table>
              </div>`}
        ${rows.length > MOST_METRICS && html`<small>and ${count(rows.length - MOST_METRICS)} more</small>`}
    </section>`;
}

const named = new Map();

function MetricName({ id }) {
    const metric = useLoaded(async (signal) => {
        if (!named.has(id)) {
            named.set(id, await get(`metric/${id}`, {}, signal));
        }
        return named.get(id);
    }, [id]);
    const resource = metric.data?.resource;
    return html`${metric.data?.name ? html`<b>${metric.data.name}</b> ` : ''}${resource ? `of ${resource.original_resource_id ?? resource.id} ` : ''}<small
            class="mono"
            >${id}</small
        >`;
}

const PRICES = 'gnocchi.prices';
const USUAL_PRICES = { puts: 5, gets: 0.4 };

// What the objects are asked for, and what a store that sends bills would want for it.
function Store({ history }) {
    const [prices, price] = useState(() => {
        try {
            return { ...USUAL_PRICES, ...JSON.parse(localStorage.getItem(PRICES)) };
        } catch {
            return USUAL_PRICES;
        }
    });
    const set = (name) => (event) => {
        const next = { ...prices, [name]: Math.max(0, Number(event.target.value) || 0) };
        localStorage.setItem(PRICES, JSON.stringify(next));
        price(next);
    };
    const told = history.filter(({ requests }) => requests);
    if (told.length === 0) {
        return html`<section class="card stack" aria-label="Requests to the store">
            <h2>Store</h2>
            <p class="soft">This server does not tell what it asks of its store.</p>
        </section>`;
    }
    const [first, last] = [told[0], told[told.length - 1]];
    const span = last.at - first.at;
    const monthly = (name) => (span > 0 ? ((last.requests[name] - first.requests[name]) / span) * 2592000 : 0);
    const cost = (monthly('puts') + monthly('lists')) * (prices.puts / 1e6) + monthly('gets') * (prices.gets / 1e6);
    return html`<section class="card stack" aria-label="Requests to the store">
        <h2>Store</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Requests by kind">
            <table>
                <thead>
                    <tr>
                        <th scope="col">Requests of this process</th>
                        <th scope="col" class="number">So far</th>
                        <th scope="col" class="number">A minute</th>
                        <th scope="col" class="number">Bytes</th>
                    </tr>
                </thead>
                <tbody>
                    ${[
                        ['puts', 'put', 'put_bytes'],
                        ['gets', 'get', 'get_bytes'],
                        ['lists', 'list', null],
                        ['deletes', 'delete', null],
                    ].map(
                        ([name, title, bytes]) => html`<tr key=${name}>
                            <td>${title}</td>
                            <td class="number">${count(last.requests[name])}</td>
                            <td class="number">${span > 0 ? short((monthly(name) / 43200)) : '…'}</td>
                            <td class="number">${bytes ? size(last.requests[bytes]) : ''}</td>
                        </tr>`,
                    )}
                </tbody>
            </table>
        </div>
        <div class="fields">
            <label class="field"><span class="label">$ per million puts</span>
                <input type="number" min="0" step="any" value=${prices.puts} onChange=${set('puts')} /></label>
            <label class="field"><span class="label">$ per million gets</span>
                <input type="number" min="0" step="any" value=${prices.gets} onChange=${set('gets')} /></label>
        </div>
        <p>At the pace since this page was opened: <b>${money(cost)}</b> a month for requests.</p>
    </section>`;
}
