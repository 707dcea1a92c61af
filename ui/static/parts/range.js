// From when to when: a button that tells it, and a sheet to choose it in.
import { Icon } from './icons.js';
import { isLive, moved, rangeText, scaled } from '../logic/time.js';
import { html, later, useEffect, useRef, useState } from '../view.js';

const Sheet = later(() => import('./range-sheet.js'));

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
    return html`<div class="row range" role="group" aria-label="Time range">
        <button class="icon-only" aria-label="Earlier" onClick=${() => onChange(moved(from, to, -0.5, Date.now()))}>
            <${Icon} name="left" />
        </button>
        <div class="pop" ref=${place}>
            <button aria-expanded=${String(open)} aria-haspopup="dialog" onClick=${() => show(!open)}>
                <span>${rangeText(from, to)}</span><${Icon} name="down" />
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
        <button class="icon-only" aria-label="Zoom out" onClick=${() => onChange(scaled(from, to, 2, Date.now()))}>
            <${Icon} name="out" />
        </button>
        <button class="icon-only" aria-label="Zoom in" onClick=${() => onChange(scaled(from, to, 0.5, Date.now()))}>
            <${Icon} name="in" />
        </button>
    </div>`;
}
