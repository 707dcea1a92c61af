// The small pieces that all pages are built of.
import { html, useCallback, useEffect, useId, useState } from '../view.js';

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
