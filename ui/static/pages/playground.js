// Operations over several metrics, tried out: mistakes are underlined as one types, the answer is
// drawn, listed and shown as it came.
import { call, get } from '../api.js';
import { OPERATIONS, blamed, check } from '../logic/operations.js';
import { filterOf, requestOf, seriesOf } from '../logic/query.js';
import { finest, pointsOf } from '../logic/series.js';
import { apiTime, momentOf, spanText } from '../logic/time.js';
import { Empty, Field, Loaded, Notice, Segments, useLoaded } from '../parts/blocks.js';
import { Chart } from '../parts/chart.js';
import { Combobox } from '../parts/combobox.js';
import { Code } from '../parts/dialog.js';
import { Commands } from '../parts/elsewhere.js';
import { metricsAmong, nameOf, textsOf, useResources } from '../parts/finder.js';
import { Range } from '../parts/range.js';
import { completion } from '../logic/filter.js';
import { go } from '../route.js';
import { html, useEffect, useMemo, useRef, useState } from '../view.js';

const FILLS = ['', 'dropna', 'null', 'ffill', 'bfill', 'full_ffill', 'full_bfill', '0'];
// Metrics named by id are not looked for among resources.
const AN_ID = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i;
const MOST_DRAWN = 50;
const MOST_ROWS = 200;
const USUAL = { type: 'generic', search: '', operations: '', granularity: '', fill: '', group: '', from: '-6h', to: 'now' };

export default function Playground({ route, who }) {
    const given = useMemo(() => {
        const said = { ...USUAL };
        Object.keys(USUAL).forEach((name) => route.params.has(name) && (said[name] = route.params.get(name)));
        return said;
    }, [route.params.toString()]);
    const types = useLoaded((signal) => get('resource_type', {}, signal), []);
    return html`
        <div class="head">
            <h1>Playground</h1>
            <p>Compute with the aggregates of several metrics: each word below is an operation, brackets say what it works on.</p>
        </div>
        <${Loaded} of=${types}>${(known) => html`<${Trial} ...${{ given, types: known, who }} />`}<//>
    `;
}

function examples(names) {
    const [first = 'cpu', second = first] = names;
    return [
        ['Mean of all', `(aggregate mean (metric ${first} mean))`],
        ['Each a day', `(resample max 86400 (metric ${first} max))`],
        ['Where above 50', `(> (metric ${first} mean) 50)`],
        ['Smoothed', `(rolling mean 15 (metric ${first} mean))`],
        ['Two of them', `(/ (aggregate sum (metric ${first} mean)) (aggregate sum (metric ${second} mean)))`],
        ['Per second', `(rateofchangesec (metric ${first} mean))`],
    ];
}

function Trial({ given, types, who }) {
    const type = types.find(({ name }) => name === given.type);
    const texts = textsOf(type);
    const found = useResources(given.type, given.search, texts);
    const names = useMemo(() => metricsAmong(found.data ?? []).map(([name]) => name), [found.data]);
    const [text, write] = useState(given.operations);
    const [search, seek] = useState(given.search);
    useEffect(() => write(given.operations), [given.operations]);
    useEffect(() => {
        if (!given.operations && !text && found.data) {
            write(examples(names)[0][1]);
        }
    }, [found.data]);
    const mistakes = useMemo(() => check(text), [text]);
    const [outcome, tell] = useState(null);
    const [busy, work] = useState(false);
    const change = (what) => go('playground', { ...given, operations: text, search, ...what }, { replace: true });
    const byId = useMemo(() => new Map((found.data ?? []).map((one) => [one.id, nameOf(one)])), [found.data]);
    const wish = () => {
        const now = Date.now();
        return {
            operations: text.trim(),
            type: AN_ID.test(text) ? undefined : given.type,
            search: filterOf(search, texts),
            query: {
                start: apiTime(momentOf(given.from, now)),
                stop: apiTime(momentOf(given.to, now)),
                granularity: given.granularity,
                fill: given.fill,
                groupby: (!AN_ID.test(text) && given.group) || undefined,
            },
        };
    };
    const requestFor = (asked) => (asked.type ? requestOf(asked) : { ...requestOf(asked), body: { operations: asked.operations } });
    const run = async () => {
        const asked = wish();
        change({});
        work(true);
        try {
            const { data, text: raw } = await call('POST', 'aggregates', requestFor(asked));
            tell({ asked, data, raw, text });
        } catch (e) {
            tell({ asked, error: e, text });
        }
        work(false);
    };
    // A link to operations is a wish to see what they make.
    useEffect(() => {
        if (given.operations && check(given.operations).length === 0) {
            run();
        }
    }, []);
    const complaint =
        outcome?.error && outcome.text === text && mistakes.length === 0 && outcome.error.status === 400
            ? blamed(text, outcome.error.message)
            : [];
    const key = (event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            run();
        }
    };
    const attributes = [...Object.keys(type?.attributes ?? {}), 'id', 'original_resource_id', 'project_id', 'user_id'];
    const values = (name) => [...new Set((found.data ?? []).map((one) => one[name]).filter((value) => typeof value === 'string'))].sort();
    const range = useRef([0, 1]);
    if (outcome?.asked) {
        range.current = [Date.parse(outcome.asked.query.start) / 1000, Date.parse(outcome.asked.query.stop) / 1000];
    }
    return html`<div class="two trial">
        <section class="card stack" aria-label="What to compute" onKeyDown=${key}>
            <${Field} label="Operations" hint="Metrics by name, among the resources below, or by id. Ctrl and Enter computes">
                ${(id) => html`<${Editor} ...${id} value=${text} onInput=${write} marks=${[...mistakes, ...complaint]} />`}
            <//>
            <ul class="mistakes" aria-live="polite">
                ${[...mistakes, ...complaint].map(({ from, to, says }) => html`<li key=${`${from}-${says}`}><span class="mono">${text.slice(from, Math.min(to, from + 24))}</span> ${says}</li>`)}
            </ul>
            <div class="row" role="group" aria-label="Examples">
                ${examples(names).map(([name, operations]) => html`<button class="small" key=${name} onClick=${() => write(operations)}>${name}</button>`)}
            </div>
            <div class="fields">
                <${Field} label="Resource type">
                    ${(id) => html`<select ...${id} value=${given.type} onChange=${(e) => change({ type: e.target.value, group: '' })}>
                        ${types.map(({ name }) => html`<option key=${name} value=${name}>${name === 'generic' ? 'all types' : name}</option>`)}
                    </select>`}
                <//>
                <${Field} label="Granularity" hint="such as 60 or 1 h; empty for all there are">
                    ${(id) => html`<input ...${id} value=${given.granularity} onChange=${(e) => change({ granularity: e.target.value.trim() })} />`}
                <//>
                <${Field} label="Fill gaps">
                    ${(id) => html`<select ...${id} value=${given.fill} onChange=${(e) => change({ fill: e.target.value })}>
                        ${FILLS.map((fill) => html`<option key=${fill} value=${fill}>${fill || 'as usual'}</option>`)}
                    </select>`}
                <//>
                <${Field} label="In groups of">
                    ${(id) => html`<select ...${id} value=${given.group} onChange=${(e) => change({ group: e.target.value })}>
                        <option value="">no groups</option>
                        ${attributes.map((name) => html`<option key=${name}>${name}</option>`)}
                    </select>`}
                <//>
            </div>
            <${Field} label="Search" hint=${found.data ? `${found.data.length} resources, with ${names.slice(0, 6).join(', ') || 'no metrics'}` : undefined} error=${found.error?.message}>
                ${(id) => html`<${Combobox} ...${id} value=${search} onInput=${seek} onDone=${(said) => said !== given.search && change({ search: said.trim() })}
                    complete=${(said, caret) => completion(said, caret, attributes, values)} />`}
            <//>
            <div class="row between">
                <${Range} from=${given.from} to=${given.to} onChange=${change} />
                <button class="primary" onClick=${run} disabled=${busy || text.trim() === ''}>${busy ? 'Computing…' : 'Compute'}</button>
            </div>
            <details>
                <summary>All operations</summary>
                <table>
                    <tbody>
                        ${[...OPERATIONS].map(([name, { takes, does }]) => html`<tr key=${name}><td class="mono">(${name} ${takes})</td><td>${does}</td></tr>`)}
                    </tbody>
                </table>
            </details>
        </section>
        <section class="card stack" aria-label="Answer" aria-busy=${String(busy)}>
            <${Answer} ...${{ outcome, range: range.current, byId, who, requestFor }} />
        </section>
    </div>`;
}

// A text field over a copy of its text; the copy is not seen but for the underlines.
function Editor({ value, onInput, marks, ...rest }) {
    const under = useRef(null);
    const pieces = [];
    let at = 0;
    for (const { from, to } of [...marks].sort((a, b) => a.from - b.from)) {
        if (from >= at && to > from) {
            pieces.push(value.slice(at, from), html`<mark>${value.slice(from, to)}</mark>`);
            at = to;
        }
    }
    pieces.push(`${value.slice(at)}\n`);
    return html`<div class="editor">
        <textarea
            ...${rest}
            rows="4"
            spellcheck=${false}
            autocapitalize="off"
            value=${value}
            aria-invalid=${String(marks.length > 0)}
            onInput=${(e) => onInput(e.target.value)}
            onScroll=${(e) => (under.current.scrollTop = e.target.scrollTop)}
        ></textarea>
        <div class="under" ref=${under} aria-hidden="true">${pieces}</div>
    </div>`;
}

const VIEWS = [
    ['chart', 'Chart'],
    ['table', 'Table'],
    ['raw', 'JSON'],
    ['call', 'Call'],
];

function Answer({ outcome, range, byId, who, requestFor }) {
    const [view, show] = useState('chart');
    const series = useMemo(() => {
        if (!outcome?.data) {
            return [];
        }
        const named = /\(\s*metric\s+\(?\s*"?([^\s()"]+)/.exec(outcome.asked.operations)?.[1];
        const all = seriesOf(outcome.data, named ?? 'result', (id) => byId.get(id) ?? id);
        const step = finest(all.map(({ rows }) => rows));
        return all.map((one) => ({ ...one, step, points: pointsOf(one.rows, step) }));
    }, [outcome, byId]);
    if (!outcome) {
        return html`<${Empty} title="Nothing computed yet"><p>Take an example, change it, and press Compute.</p><//>`;
    }
    const drawn = series.slice(0, MOST_DRAWN);
    return html`
        <div class="row between">
            <${Segments} label="How to see the answer" value=${view} onChange=${show} options=${VIEWS} />
            ${series.length > 0 && html`<small>${series.length} series${series[0].step ? `, every ${spanText(series[0].step)}` : ''}</small>`}
        </div>
        ${outcome.error && view !== 'call' && html`<${Notice} kind="error">${outcome.error.message}<//>`}
        ${!outcome.error && view === 'chart' &&
        (drawn.some(({ points }) => points.length > 0)
            ? html`<${Chart} title="the result" unit="" series=${drawn} range=${range} tall />`
            : html`<${Notice}>The answer has no points in this range.<//>`)}
        ${!outcome.error && view === 'table' && html`<${Table} series=${series} />`}
        ${!outcome.error && view === 'raw' && html`<${Code} label="answer" text=${outcome.raw.length > 60000 ? `${outcome.raw.slice(0, 60000)}…` : outcome.raw} />`}
        ${view === 'call' && html`<${Commands} request=${requestFor(outcome.asked)} wish=${outcome.asked} who=${who} />`}
    `;
}

function Table({ series }) {
    const rows = series.flatMap((one) => one.rows.map(([time, granularity, value]) => ({ name: one.name, time, granularity, value })));
    return html`<div class="scroll tall" tabindex="0" role="region" aria-label="Points">
        <table>
            <thead>
                <tr><th scope="col">Series</th><th scope="col">Time</th><th scope="col" class="number">Granularity</th><th scope="col" class="number">Value</th></tr>
            </thead>
            <tbody>
                ${rows.slice(0, MOST_ROWS).map(
                    (row, at) => html`<tr key=${at}>
                        <td>${row.name}</td><td class="mono">${row.time}</td><td class="number">${row.granularity}</td><td class="number">${row.value ?? 'NaN'}</td>
                    </tr>`,
                )}
            </tbody>
        </table>
        ${rows.length > MOST_ROWS && html`<small>and ${rows.length - MOST_ROWS} more</small>`}
    </div>`;
}
