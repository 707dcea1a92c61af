// The sheet in which a time range is chosen: the usual ones, or any.
import { PRESETS, apiTime, fieldTime, isLive, momentOf } from '../logic/time.js';
import { html, useEffect, useRef, useState } from '../view.js';
import { Field } from './blocks.js';
import './further.js';

export default function Sheet({ from, to, choose }) {
    const now = Date.now();
    const [start, setStart] = useState(fieldTime(momentOf(from, now) ?? now - 3600e3));
    const [stop, setStop] = useState(fieldTime(momentOf(to, now) ?? now));
    const first = useRef(null);
    useEffect(() => first.current.querySelector('button').focus(), []);
    const wrong = Date.parse(start) < Date.parse(stop) ? null : 'The end is after the beginning';
    const given = (event) => {
        event.preventDefault();
        if (!wrong) {
            choose({ from: apiTime(Date.parse(start)), to: apiTime(Date.parse(stop)) });
        }
    };
    return html`<div class="sheet" role="dialog" aria-label="Choose a time range">
        <div class="presets" ref=${first}>
            ${PRESETS.map(
                ([span, name]) => html`<button
                    class="small"
                    key=${span}
                    aria-pressed=${String(span === from && isLive(to))}
                    onClick=${() => choose({ from: span, to: 'now' })}
                >
                    ${name}
                </button>`,
            )}
        </div>
        <form class="stack" onSubmit=${given}>
            <${Field} label="From">
                ${(id) => html`<input ...${id} type="datetime-local" value=${start} required
                    onInput=${(e) => setStart(e.target.value)} />`}
            <//>
            <${Field} label="To" error=${wrong}>
                ${(id) => html`<input ...${id} type="datetime-local" value=${stop} required
                    onInput=${(e) => setStop(e.target.value)} />`}
            <//>
            <button class="primary">Show this range</button>
        </form>
    </div>`;
}
