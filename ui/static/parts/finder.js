// Which resources: a type, a search with completion, and the list of what it finds.
import { list } from '../api.js';
import { completion } from '../logic/filter.js';
import { count } from '../logic/numbers.js';
import { filterOf } from '../logic/query.js';
import { Combobox } from './combobox.js';
import { Field, Loaded, useLoaded } from './blocks.js';
import { html, useEffect, useMemo, useRef, useState } from '../view.js';

const ROW = 40;
const MARGIN_ROWS = 6;
const TALLEST = 640;
const COMMON = ['id', 'original_resource_id', 'project_id', 'user_id', 'creator', 'started_at', 'ended_at'];
const MOST_VALUES = 200;

export const nameOf = (resource) => resource.original_resource_id || resource.id;

// The names of a type's attributes that hold text.
export function textsOf(type) {
    return Object.entries(type?.attributes ?? {})
        .filter(([, { type: kind }]) => kind === 'string')
        .map(([name]) => name);
}

// The resources that a search finds, in the order of their names.
export function useResources(type, filter, texts) {
    const loaded = useLoaded(
        async (signal) => {
            const search = filterOf(filter, texts);
            const query = { limit: 1000, filter: search || undefined, sort: ['original_resource_id'] };
            const rows = await list('POST', `search/resource/${encodeURIComponent(type)}`, { query, signal });
            const collator = new Intl.Collator(undefined, { numeric: true });
            return rows.sort((a, b) => collator.compare(nameOf(a), nameOf(b)));
        },
        [type, filter, texts.join()],
    );
    return loaded;
}

// What values an attribute has among the resources found.
function valuesAmong(resources, attribute) {
    const values = new Set();
    for (const resource of resources) {
        const value = resource[attribute];
        if (typeof value === 'string') {
            values.add(value);
            if (values.size >= MOST_VALUES) {
                break;
            }
        }
    }
    return [...values].sort();
}

export function Finder({ types, type, filter, found, chosen, onType, onFilter, onChosen }) {
    const [typed, write] = useState(filter);
    useEffect(() => write(filter), [filter]);
    const attributes = useMemo(
        () => [...Object.keys(types.find(({ name }) => name === type)?.attributes ?? {}), ...COMMON],
        [types, type],
    );
    const everSeen = useRef({});
    if (found.data && !filter) {
        everSeen.current = { type, resources: found.data };
    }
    const values = (attribute) =>
        valuesAmong(everSeen.current.type === type ? everSeen.current.resources : (found.data ?? []), attribute);
    return html`
        <${Field} label="Resource type">
            ${(id) => html`<select ...${id} value=${type} onChange=${(e) => onType(e.target.value)}>
                ${types.map(({ name }) => html`<option key=${name} value=${name}>${name === 'generic' ? 'all types' : name}</option>`)}
            </select>`}
        <//>
        <${Field} label="Search" error=${found.error?.status === 400 ? found.error.message : undefined}>
            ${(id) => html`<${Combobox}
                ...${id}
                value=${typed}
                placeholder=${'a name, or host = "web-1"'}
                onInput=${write}
                onDone=${(text) => onFilter(text.trim())}
                complete=${(text, caret) => completion(text, caret, attributes, values)}
            />`}
        <//>
        ${found.error?.status !== 400 &&
        html`<${Loaded} of=${found}>
            ${(resources) => html`<${Rows} ...${{ resources, chosen, onChosen, attributes }} />`}
        <//>`}
    `;
}

// Thousands of rows, of which only those in sight exist.
function Rows({ resources, chosen, onChosen, attributes }) {
    const place = useRef(null);
    const [view, see] = useState({ top: 0, height: 400 });
    useEffect(() => {
        const rows = place.current;
        const watch = new ResizeObserver(() => see({ top: rows.scrollTop, height: rows.clientHeight }));
        watch.observe(rows);
        return () => watch.disconnect();
    }, []);
    const first = Math.max(0, Math.floor(view.top / ROW) - MARGIN_ROWS);
    const last = Math.min(resources.length, Math.ceil((view.top + view.height) / ROW) + MARGIN_ROWS);
    const own = attributes.filter((name) => !COMMON.includes(name));
    const toggle = (id) => onChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
    const key = (event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        const at = Number(event.target.closest?.('[data-at]')?.dataset.at);
        if (step && !Number.isNaN(at)) {
            event.preventDefault();
            const next = Math.max(0, Math.min(resources.length - 1, at + step));
            place.current.scrollTop = Math.min(next * ROW, Math.max(place.current.scrollTop, (next + 1) * ROW - view.height));
            requestAnimationFrame(() => place.current.querySelector(`[data-at="${next}"] input`)?.focus());
        }
    };
    return html`
        <div class="row between">
            <small aria-live="polite">
                ${chosen.length > 0 ? `${count(chosen.length)} of ${count(resources.length)} chosen` : `${count(resources.length)} found, all are shown`}
            </small>
            ${chosen.length > 0 && html`<button class="small quiet" onClick=${() => onChosen([])}>Show all</button>`}
        </div>
        <div
            class="rows"
            style=${{ height: `${Math.min(resources.length * ROW, TALLEST)}px` }}
            ref=${place}
            role="group"
            aria-label="Resources found"
            onScroll=${(e) => see({ top: e.target.scrollTop, height: e.target.clientHeight })}
            onKeyDown=${key}
        >
            <div style=${{ height: `${resources.length * ROW}px` }}></div>
            ${resources.slice(first, last).map(
                (resource, row) => html`<label
                    class="item"
                    key=${resource.id}
                    data-at=${first + row}
                    style=${{ top: `${(first + row) * ROW}px` }}
                >
                    <input type="checkbox" checked=${chosen.includes(resource.id)} onChange=${() => toggle(resource.id)} />
                    <span><b>${nameOf(resource)}</b><small>${about(resource, own)}</small></span>
                </label>`,
            )}
        </div>
    `;
}

function about(resource, own) {
    const told = own.map((name) => resource[name]).filter((value) => value !== null && value !== undefined && value !== '');
    return told.length ? told.join(' · ') : resource.type;
}

// How many of the resources have a metric of each name: [[name, count, an id], …].
export function metricsAmong(resources) {
    const seen = new Map();
    for (const { metrics } of resources) {
        for (const [name, id] of Object.entries(metrics ?? {})) {
            const before = seen.get(name);
            seen.set(name, [name, (before?.[1] ?? 0) + 1, before?.[2] ?? id]);
        }
    }
    const collator = new Intl.Collator(undefined, { numeric: true });
    return [...seen.values()].sort((a, b) => collator.compare(a[0], b[0]));
}

