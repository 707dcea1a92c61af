// A text field that offers what may come next at the caret.
import { html, useEffect, useId, useLayoutEffect, useRef, useState } from '../view.js';

// `complete(text, caret)` answers {from, to, options: [{text, note}]}; `onDone` is told when the text
// is meant.
export function Combobox({ value, onInput, onDone, complete, ...rest }) {
    const field = useRef(null);
    const list = useId();
    const [offer, show] = useState(null);
    const [chosen, choose] = useState(-1);
    const caret = useRef(null);

    // Before the next key comes.
    useLayoutEffect(() => {
        if (caret.current !== null) {
            field.current.setSelectionRange(caret.current, caret.current);
            caret.current = null;
            look();
        }
    }, [value]);
    useEffect(() => {
        document.getElementById(`${list}-${chosen}`)?.scrollIntoView({ block: 'nearest' });
    }, [chosen]);

    const look = () => {
        const found = complete(field.current.value, field.current.selectionStart);
        show(found.options.length ? found : null);
        choose(-1);
    };
    const take = ({ text }) => {
        const before = field.current.value;
        const after = before.slice(offer.to);
        const taken = `${before.slice(0, offer.from)}${text}${after.startsWith(' ') ? '' : ' '}`;
        caret.current = taken.length;
        onInput(taken + after);
    };
    const key = (event) => {
        const options = offer?.options ?? [];
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            if (!offer) {
                look();
                return;
            }
            const step = event.key === 'ArrowDown' ? 1 : -1;
            choose((chosen + step + options.length + (chosen < 0 && step < 0 ? 1 : 0)) % options.length);
        } else if ((event.key === 'Enter' || event.key === 'Tab') && offer && chosen >= 0) {
            event.preventDefault();
            take(options[chosen]);
        } else if (event.key === 'Enter') {
            show(null);
            onDone?.(value);
        } else if (event.key === 'Escape' && offer) {
            event.preventDefault();
            show(null);
        }
    };
    return html`<div class="combo">
        <input
            ...${rest}
            ref=${field}
            value=${value}
            role="combobox"
            autocomplete="off"
            autocapitalize="off"
            spellcheck=${false}
            aria-expanded=${String(Boolean(offer))}
            aria-controls=${list}
            aria-autocomplete="list"
            aria-activedescendant=${chosen >= 0 ? `${list}-${chosen}` : undefined}
            onInput=${(e) => {
                onInput(e.target.value);
                look();
            }}
            onFocus=${look}
            onClick=${look}
            onKeyDown=${key}
            onBlur=${() => {
                show(null);
                onDone?.(value);
            }}
        />
        <ul id=${list} class="options" role="listbox" aria-label="Suggestions" hidden=${!offer}>
            ${(offer?.options ?? []).map(
                (option, at) => html`<li
                    id=${`${list}-${at}`}
                    key=${option.text}
                    role="option"
                    aria-selected=${String(at === chosen)}
                    onMouseDown=${(e) => {
                        e.preventDefault();
                        take(option);
                    }}
                >
                    <span class="mono">${option.text}</span><small>${option.note}</small>
                </li>`,
            )}
        </ul>
    </div>`;
}
