// The small pieces that all pages are built of.
import { html, useCallback, useEffect, useId, useRef, useState } from '../view.js';
import { Icon } from './icons.js';

// What loading makes of a promise: {data, error, loading, again}. Starts anew when `keys` change; what
// was there before stays until the new is.
export function useLoaded(load, keys) {
    const [state, set] = useState({ loading: true });
    const [round, next] = useState(0);
    useEffect(() => {
        const stop = new AbortController();
        set((before) => ({ ...before, loading: true }));
        load(stop.signal).then(
            (data) => stop.signal.aborted || set({ data, loading: false }),
            (error) => stop.signal.aborted || set({ error, loading: false }),
        );
        return () => stop.abort();
    }, [...keys, round]);
    const again = useCallback(() => next((n) => n + 1), []);
    return { ...state, again };
}

export function Notice({ kind = 'info', children }) {
    return html`<div class="notice ${kind}" role=${kind === 'error' ? 'alert' : 'status'}>${children}</div>`;
}

// What a page shows for something that is being loaded.
export function Loaded({ of, children }) {
    if (of.error) {
        return html`<${Notice} kind="error">
            <span>${of.error.message}</span>
            <button class="small" onClick=${of.again}>Try again</button>
        <//>`;
    }
    if (of.data === undefined) {
        return html`<div class="skeleton" role="status" aria-label="Loading"></div>`;
    }
    return children(of.data);
}

export function Field({ label, hint, error, children, wide }) {
    const id = useId();
    const about = hint || error ? `${id}-hint` : undefined;
    return html`<div class=${`field${wide ? ' wide' : ''}${error ? ' wrong' : ''}`}>
        <label for=${id}>${label}</label>
        ${children({ id, 'aria-describedby': about, 'aria-invalid': error ? 'true' : undefined })}
        ${(error || hint) && html`<small id=${about}>${error || hint}</small>`}
    </div>`;
}

// A button that copies a text and says so.
export function Copy({ text, label = 'Copy' }) {
    const [done, set] = useState(false);
    const copy = async () => {
        await copied(text);
        set(true);
        setTimeout(() => set(false), 1500);
    };
    return html`<button class="small quiet" onClick=${copy} aria-label=${label}>
        <${Icon} name=${done ? 'check' : 'copy'} /><span aria-live="polite">${done ? 'Copied' : 'Copy'}</span>
    </button>`;
}

// Pages that did not come encrypted have no clipboard; an old way works there.
export async function copied(text) {
    if (navigator.clipboard) {
        await navigator.clipboard.writeText(text);
        return;
    }
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
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

// Choices of which one holds, moved through by arrow keys as radio buttons are.
export function Segments({ label, value, options, onChange }) {
    const name = useId();
    return html`<fieldset class="segments">
        <legend class="unseen">${label}</legend>
        ${options.map(
            ([key, text]) => html`<label class=${key === value ? 'on' : ''} key=${key}>
                <input type="radio" name=${name} checked=${key === value} onChange=${() => onChange(key)} />${text}
            </label>`,
        )}
    </fieldset>`;
}

export function Empty({ title, children }) {
    return html`<div class="empty"><h2>${title}</h2>${children}</div>`;
}
