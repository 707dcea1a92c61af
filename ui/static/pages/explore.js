// Finding resources and charting their metrics. What is looked at stands in the address.
import { call, get } from '../api.js';
import { MOST_SERIES, aggregatesOf, paramsOf, queryOf, requestOf, seriesOf } from '../logic/query.js';
import { finest, fitting, granularitiesOf, pointsOf } from '../logic/series.js';
import { apiTime, isLive, momentOf, spanText } from '../logic/time.js';
import { Empty, Field, Loaded, Notice, copied, useLoaded } from '../parts/blocks.js';
import { Chart } from '../parts/chart.js';
import { Finder, metricsAmong, nameOf, textsOf, useResources } from '../parts/finder.js';
import { Icon } from '../parts/icons.js';
import { Range } from '../parts/range.js';
import { go } from '../route.js';
import { html, later, useEffect, useMemo, useRef, useState } from '../view.js';

const Welcome = later(() => import('./welcome.js'));
const Elsewhere = later(() => import('../parts/elsewhere.js'));
const saving = () => import('../parts/save.js');

const REFRESHES = [
    [0, 'Refresh: off'],
    [5, 'every 5 s'],
    [30, 'every 30 s'],
    [60, 'every minute'],
    [300, 'every 5 min'],
];
const COMBINATIONS = ['mean', 'sum', 'min', 'max', 'median', 'std', 'count'];
const RESAMPLINGS = [
    [300, '5 min'],
    [900, '15 min'],
    [3600, '1 h'],
    [86400, '1 d'],
    ['W', 'week'],
    ['M', 'month'],
];

export default function Explore({ route, who }) {
    const query = useMemo(() => queryOf(route.params), [route.params.toString()]);
    const types = useLoaded((signal) => get('resource_type', {}, signal), []);
    return html`<${Loaded} of=${types}>
        ${(known) => html`<${Explorer} ...${{ query, types: known, who, anew: types.again }} />`}
    <//>`;
}

function Explorer({ query, types, who, anew }) {
    const change = (what, options) => go('explore', paramsOf({ ...query, ...what }), options);
    const type = types.find(({ name }) => name === query.type);
    const texts = textsOf(type);
    const found = useResources(query.type, query.filter, texts);
    const chosen = useMemo(() => {
        const ids = new Set(query.ids);
        return (found.data ?? []).filter(({ id }) => ids.size === 0 || ids.has(id));
    }, [found.data, query.ids.join()]);
    const names = useMemo(() => metricsAmong(chosen), [chosen]);
    // Where the window is narrow, what is already chosen makes room for the charts.
    const [folded, fold] = useState(query.metrics.length > 0);
    const isEmpty = found.data?.length === 0 && !query.filter && query.type === 'generic';
    if (isEmpty) {
        const show = () => go('explore', { type: 'host', metrics: 'cpu.util', from: '-6h' });
        const again = () => [anew, found.again].forEach((load) => load());
        return html`<${Welcome} onDone=${show} again=${again} />`;
    }
    const toggle = (name) =>
        change({
            metrics: query.metrics.includes(name)
                ? query.metrics.filter((other) => other !== name)
                : [...query.metrics, name],
        });
    return html`
        <h1 class="unseen">Explore</h1>
        <div class="explore">
            <div class=${`builder${folded ? ' folded' : ''}`}>
                <button class="fold" aria-expanded=${String(!folded)} onClick=${() => fold(!folded)}>
                    <span>${query.type === 'generic' ? 'all types' : query.type} · ${query.metrics.join(', ') || 'no metric yet'}</span
                    ><${Icon} name="down" />
                </button>
                <section class="card finder" aria-label="Resources">
                    <${Finder}
                        types=${types}
                        type=${query.type}
                        filter=${query.filter}
                        found=${found}
                        chosen=${query.ids}
                        onType=${(name) => change({ type: name, filter: '', ids: [], group: [] })}
                        onFilter=${(filter) => filter !== query.filter && change({ filter, ids: [] })}
                        onChosen=${(ids) => change({ ids }, { replace: true })}
                    />
                </section>
                <section class="card" aria-label="Metrics">
                    <span class="label">Metrics</span>
                    ${names.length === 0
                        ? html`<small>${found.data ? 'These resources have no metrics.' : '…'}</small>`
                        : html`<div class="metrics" role="group" aria-label="Metrics to show">
                              ${names.map(
                                  ([name, many]) => html`<label key=${name}>
                                      <input
                                          type="checkbox"
                                          checked=${query.metrics.includes(name)}
                                          onChange=${() => toggle(name)}
                                      />
                                      <span class="grow">${name}</span><small>${many}</small>
                                  </label>`,
                              )}
                          </div>`}
                </section>
            </div>
            <${Charts} ...${{ query, change, type, texts, chosen, names, who, ready: Boolean(found.data) }} />
        </div>
    `;
}

// The clock of the page: moves when it is time to look again.
function useNow(seconds, live) {
    const [now, set] = useState(Date.now);
    useEffect(() => {
        if (!seconds || !live) {
            return undefined;
        }
        const timer = setInterval(() => document.hidden || set(Date.now()), seconds * 1000);
        return () => clearInterval(timer);
    }, [seconds, live]);
    return [now, () => set(Date.now())];
}

function Charts({ query, change, type, texts, chosen, names, who, ready }) {
    const [now, tick] = useNow(query.refresh, isLive(query.to));
    const shown = useMemo(() => query.metrics.filter((name) => names.some(([known]) => known === name)), [query.metrics.join(), names]);
    const [policies, know] = useState({});
    const tell = (policy) => setTimeout(() => know((before) => (before[policy.name] ? before : { ...before, [policy.name]: policy })));
    const methods = [...new Set(Object.values(policies).flatMap((policy) => policy.aggregation_methods))];
    const spans = [...new Set(Object.values(policies).flatMap((policy) => granularitiesOf(policy).map(({ seconds }) => seconds)))];
    const key = (event) => {
        if (event.target.closest('input, select, textarea, [role=dialog], dialog')) {
            return;
        }
        const press = { ArrowLeft: 'Earlier', ArrowRight: 'Later', '-': 'Zoom out', '+': 'Zoom in', '=': 'Zoom in' }[event.key];
        if (press && !event.ctrlKey && !event.metaKey && !event.altKey) {
            document.querySelector(`.tools [aria-label="${press}"]`).click();
        }
    };
    useEffect(() => {
        document.addEventListener('keydown', key);
        return () => document.removeEventListener('keydown', key);
    }, []);
    const [linked, link] = useState(false);
    const share = async () => {
        const fixed = {
            ...query,
            from: apiTime(momentOf(query.from, now) ?? now),
            to: apiTime(momentOf(query.to, now) ?? now),
        };
        const address = `${location.href.split('#')[0]}#/explore?${paramsOf(isLive(query.to) ? query : fixed)}`;
        await copied(address);
        link(true);
        setTimeout(() => link(false), 1500);
    };
    return html`<section class="grow" aria-label="Charts">
        <div class="tools">
            <${Range} from=${query.from} to=${query.to} onChange=${change} />
            <button class="icon-only" aria-label="Refresh now" onClick=${tick}><${Icon} name="refresh" /></button>
            <select
                aria-label="Refresh"
                value=${query.refresh}
                disabled=${!isLive(query.to)}
                onChange=${(e) => change({ refresh: Number(e.target.value) })}
            >
                ${REFRESHES.map(([seconds, name]) => html`<option key=${seconds} value=${seconds}>${name}</option>`)}
            </select>
            <span class="grow"></span>
            <button aria-label="Log scale" aria-pressed=${String(query.log)} onClick=${() => change({ log: !query.log })}>Log</button>
            <button onClick=${share}><${Icon} name=${linked ? 'check' : 'share'} /><span aria-live="polite">${linked ? 'Link copied' : 'Share'}</span></button>
        </div>
        <${Shape} ...${{ query, change, methods, spans, type }} />
        ${shown.length === 0
            ? html`<div class="card">
                  <${Empty} title=${ready ? 'Choose a metric' : 'Looking for resources'}>
                      <p>Tick one or several under Metrics: each gets a chart, each resource a line.</p>
                      ${names.length > 0 &&
                      html`<div class="row">
                          ${names.slice(0, 4).map(
                              ([name]) => html`<button key=${name} onClick=${() => change({ metrics: [name] })}>${name}</button>`,
                          )}
                      </div>`}
                  <//>
              </div>`
            : shown.map(
                  (name) =>
                      html`<${Panel} key=${name} ...${{ query, change, texts, chosen, now, who, tell, name, id: names.find(([known]) => known === name)[2] }} />`,
              )}
    </section>`;
}

// How the points are made into lines.
function Shape({ query, change, methods, spans, type }) {
    const known = methods.length ? methods : ['mean', 'min', 'max', 'sum', 'count', 'std'];
    const offered = [...new Set([...known, query.method])].sort((a, b) => a.startsWith('rate') - b.startsWith('rate'));
    const attributes = ['project_id', ...Object.keys(type?.attributes ?? {}), 'original_resource_id'];
    const set = (name) => (event) => change({ [name]: event.target.value });
    const resamplings = RESAMPLINGS.some(([span]) => String(span) === query.resample) || !query.resample
        ? RESAMPLINGS
        : [...RESAMPLINGS, [query.resample, query.resample]];
    return html`<div class="shape">
        <${Field} label="Aggregation">
            ${(id) => html`<select ...${id} value=${query.method} onChange=${set('method')}>
                ${offered.map((name) => html`<option key=${name}>${name}</option>`)}
            </select>`}
        <//>
        <${Field} label="Granularity">
            ${(id) => html`<select ...${id} value=${query.granularity} onChange=${set('granularity')}>
                <option value="">as it fits</option>
                ${[...new Set([...spans, ...(query.granularity ? [Number(query.granularity)] : [])])]
                    .sort((a, b) => a - b)
                    .map((seconds) => html`<option key=${seconds} value=${seconds}>${spanText(seconds)}</option>`)}
            </select>`}
        <//>
        <${Field} label="Resample">
            ${(id) => html`<select ...${id} value=${query.resample} onChange=${set('resample')}>
                <option value="">no</option>
                ${resamplings.map(([span, name]) => html`<option key=${span} value=${span}>${name}</option>`)}
            </select>`}
        <//>
        <${Field} label="Lines">
            ${(id) => html`<select ...${id} value=${query.combine} onChange=${set('combine')}>
                <option value="">one a resource</option>
                ${COMBINATIONS.map((name) => html`<option key=${name} value=${name}>${name} of all</option>`)}
            </select>`}
        <//>
        ${query.combine &&
        html`<${Field} label="For each">
            ${(id) => html`<select
                ...${id}
                value=${query.group[0] ?? ''}
                onChange=${(e) => change({ group: e.target.value ? [e.target.value] : [] })}
            >
                <option value="">together</option>
                ${attributes.map((name) => html`<option key=${name}>${name}</option>`)}
            </select>`}
        <//>`}
    </div>`;
}

// One metric's chart.
function Panel({ query, change, texts, chosen, now, who, tell, name, id }) {
    const place = useRef(null);
    const plot = useRef(null);
    const [showsCall, showCall] = useState(false);
    const metric = useLoaded((signal) => get(`metric/${id}`, {}, signal), [id]);
    const policy = metric.data?.archive_policy;
    useEffect(() => policy && tell(policy), [policy]);
    const start = momentOf(query.from, now) ?? now - 3600e3;
    const stop = momentOf(query.to, now) ?? now;
    const width = place.current?.clientWidth || 800;
    const granularity = Number(query.granularity) || (policy ? fitting(granularitiesOf(policy), start, stop, now, width) : null);
    // The resources among many are the first in the order of their names.
    const many = !query.combine && chosen.length > MOST_SERIES;
    const asked = many ? { ...query, ids: chosen.slice(0, MOST_SERIES).map((resource) => resource.id) } : query;
    const wish = (finer) => aggregatesOf(asked, name, texts, apiTime(start), apiTime(stop), finer);
    const byId = useMemo(() => new Map(chosen.map((resource) => [resource.id, nameOf(resource)])), [chosen]);
    const answer = useLoaded(
        async (signal) => {
            if (!granularity) {
                return null;
            }
            const ask = async (finer) => (await call('POST', 'aggregates', { ...requestOf(wish(finer)), signal })).data;
            try {
                return { rows: await ask(granularity), granularity };
            } catch (e) {
                // Metrics of other policies may lack this granularity; they may have another in common.
                if (e.status !== 400 || query.granularity || e.description?.cause === undefined) {
                    throw e;
                }
                return { rows: await ask(null), granularity: null };
            }
        },
        [JSON.stringify(wish(granularity)), Boolean(granularity)],
    );
    const [last, keep] = useState(null);
    useEffect(() => answer.data && keep(answer.data), [answer.data]);
    const series = useMemo(() => {
        if (!last) {
            return [];
        }
        const all = seriesOf(last.rows, name, (of) => byId.get(of) ?? of);
        const step = query.resample ? finest(all.map(({ rows }) => rows)) : (last.granularity ?? finest(all.map(({ rows }) => rows)));
        const collator = new Intl.Collator(undefined, { numeric: true });
        return all
            .map((one) => ({ key: one.key, name: one.name, points: pointsOf(one.rows, step), step }))
            .sort((a, b) => collator.compare(a.name, b.name));
    }, [last, byId, query.resample]);
    const unit = /^(count|rate:count)$/.test(query.method) || query.combine === 'count' ? '' : (metric.data?.unit ?? '');
    const request = requestOf(wish(granularity));
    const title = query.combine ? `${query.combine} of ${name}` : name;
    const file = `${title}-${apiTime(stop)}`.replaceAll(/[^\w.-]+/g, '-');
    const zoom = (from, to) => change({ from: apiTime(from * 1000), to: apiTime(to * 1000) });
    const error = metric.error ?? answer.error;
    const drawn = series.some(({ points }) => points.length > 0);
    return html`<article class="card panel" ref=${place} aria-label=${`Chart of ${title}`}>
        <div class="title">
            <h2>${title}</h2>
            ${unit && html`<span class="tag">${unit}</span>`}
            <span class="soft">${query.method}${series[0]?.step ? `, every ${spanText(series[0].step)}` : ''}</span>
            <span class="grow"></span>
            <div class="row">
                <button class="small quiet" onClick=${() => showCall(true)}><${Icon} name="code" />Call</button>
                <button class="small quiet" disabled=${!drawn} onClick=${async () => (await saving()).saveCsv(file, series)}>
                    <${Icon} name="download" />CSV
                </button>
                <button class="small quiet" disabled=${!drawn} onClick=${async () => (await saving()).savePng(file, title, plot.current, series)}>
                    <${Icon} name="picture" />PNG
                </button>
            </div>
        </div>
        ${many &&
        html`<small>The first ${MOST_SERIES} of ${chosen.length} resources. Choose some, or make them one under Lines.</small>`}
        ${error && html`<${Notice} kind="error">${error.message}<//>`}
        ${!last && !error && html`<div class="skeleton"></div>`}
        ${last &&
        !drawn &&
        html`<${Notice}>
            <span>There are no points in this range.</span>
            <button class="small" onClick=${() => change({ from: '-7d', to: 'now' })}>Last 7 days</button>
        <//>`}
        ${drawn &&
        html`<${Chart}
            ...${{ title, unit, series }}
            log=${query.log}
            range=${[start / 1000, stop / 1000]}
            ready=${(made) => (plot.current = made)}
            onZoom=${zoom}
            onPan=${zoom}
            onReset=${() => history.back()}
        />`}
        ${showsCall && html`<${Elsewhere} request=${request} wish=${wish(granularity)} who=${who} onClose=${() => showCall(false)} />`}
    </article>`;
}
