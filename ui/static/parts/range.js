// From when to when: a button that tells it, and a sheet to choose it in.
import { Field } from './blocks.js';
import { Icon } from './icons.js';
import { PRESETS, apiTime, fieldTime, isLive, momentOf, moved, rangeText, widened } from '../logic/time.js';
import { html, useEffect, useRef, useState } from '../view.js';

export function Range({ from, to, onChange }) {
    const [open, show] = useState(false);
    const place = useRef(null);
    useEffect(() => {
        if (!open) {
            return undefined;
        }
        const outside = (event) => place.current?.contains(event.target) || show(false);
        const escape = (event) => event.key === 'Escape' && show(false);
        document.addEventListener('mousedown', outside);
        document.addEventListener('keydown', escape);
        return () => {
            document.removeEventListener('mousedown', outside);
            document.removeEventListener('keydown', escape);
        };
    }, [open]);
    const choose = (range) => {
        show(false);
        onChange(range);
    };
    const latest = isLive(to);
    return html`<div class="row" role="group" aria-label="Time range">
        <button class="icon-only" aria-label="Earlier" onClick=${() => onChange(moved(from, to, -0.5, Date.now()))}>
            <${Icon} name="left" />
        </button>
        <div class="pop" ref=${place}>
            <button aria-expanded=${String(open)} aria-haspopup="dialog" onClick=${() => show(!open)}>
                ${rangeText(from, to)} <${Icon} name="down" />
            </button>
            ${open && html`<${Sheet} ...${{ from, to, choose }} />`}
        </div>
        <button
            class="icon-only"
            aria-label="Later"
            disabled=${latest}
            onClick=${() => onChange(moved(from, to, 0.5, Date.now()))}
        >
            <${Icon} name="right" />
        </button>
        <button class="icon-only" aria-label="Zoom out" onClick=${() => onChange(widened(from, to, Date.now()))}>
            <${Icon} name="out" />
        </button>
    </div>`;
}

function Sheet({ from, to, choose }) {
    const now = Date.now();
    const [start, setStart] = useState(fieldTime(momentOf(from, now) ?? now - 3600e3));
    const [stop, setStop] = useState(fieldTime(momentOf(to, now) ?? now));
    const [first] = PRESETS;
    const wrong = Date.parse(start) < Date.parse(stop) ? null : 'The end is after the beginning';
    const given = (event) => {
        event.preventDefault();
        if (!wrong) {
            choose({ from: apiTime(Date.parse(start)), to: apiTime(Date.parse(stop)) });
        }
    };
    return html`<div class="sheet" role="dialog" aria-label="Choose a time range">
        <div class="presets">
            ${PRESETS.map(
                ([span, name]) => html`<button
                    class="small"
                    key=${span}
                    autofocus=${span === first[0]}
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
