// Windows above the page, and texts to be taken along.
import { Notice, copied } from './blocks.js';
import './further.js';
import { Icon } from './icons.js';
import { html, useEffect, useId, useRef, useState } from '../view.js';

// A button that copies a text and says so.
export function Copy({ text, label = 'Copy' }) {
    const [done, set] = useState(false);
    const copy = async () => {
        await copied(text);
        set(true);
        setTimeout(() => set(false), 1500);
    };
    return html`<button type="button" class="small quiet" onClick=${copy} aria-label=${label}>
            <${Icon} name=${done ? 'check' : 'copy'} /><span>${done ? 'Copied' : 'Copy'}</span>
        </button>
        <span class="unseen" role="status">${done ? 'Copied' : ''}</span>`;
}

export function Code({ text, label }) {
    return html`<div class="code">
        <pre tabindex="0" role="group" aria-label=${label}><code>${text}</code></pre>
        <${Copy} text=${text} label=${`Copy ${label}`} />
    </div>`;
}

// A window above the page; Escape closes it, and the focus goes back to where it was.
export function Dialog({ title, onClose, children }) {
    const dialog = useRef(null);
    const id = useId();
    useEffect(() => {
        const before = document.activeElement;
        dialog.current.showModal();
        return () => before?.focus?.();
    }, []);
    return html`<dialog ref=${dialog} aria-labelledby=${id} onCancel=${onClose} onClose=${onClose}>
        <header>
            <h2 id=${id}>${title}</h2>
            <button class="icon-only quiet" aria-label="Close" onClick=${onClose}><${Icon} name="close" /></button>
        </header>
        ${children}
    </dialog>`;
}

// Asks before something is gone.
export function Confirm({ title, text, action, onClose, onDone }) {
    const [error, set] = useState(null);
    const [busy, work] = useState(false);
    const go = async () => {
        work(true);
        try {
            await action();
            onDone();
        } catch (e) {
            set(e);
            work(false);
        }
    };
    return html`<${Dialog} title=${title} onClose=${onClose}>
        <p>${text}</p>
        ${error && html`<${Notice} kind="error">${error.message}<//>`}
        <footer>
            <button onClick=${onClose}>Keep it</button>
            <button class="danger" onClick=${go} disabled=${busy}>Delete</button>
        </footer>
    <//>`;
}
