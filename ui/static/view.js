// What every part of the console is made with.
import { h, htm, render, useEffect, useState } from './vendor/preact.js';

export const html = htm.bind(h);
export { render };
export {
    useCallback,
    useEffect,
    useErrorBoundary,
    useId,
    useLayoutEffect,
    useMemo,
    useRef,
    useState,
} from './vendor/preact.js';

// Why a part did not come: the server has another version by now, or is gone.
export class Missing extends Error {}

// A component whose module is loaded when it is first shown; `meanwhile` stands in its place.
export function later(load, meanwhile = null) {
    let part = null;
    return function Later(props) {
        const [missing, miss] = useState(null);
        const [, come] = useState(part);
        useEffect(() => {
            if (!part) {
                load().then(
                    (module) => come(() => (part = module.default)),
                    (error) => miss(new Missing(String(error))),
                );
            }
        }, []);
        if (missing) {
            throw missing;
        }
        return part ? html`<${part} ...${props} />` : meanwhile;
    };
}
