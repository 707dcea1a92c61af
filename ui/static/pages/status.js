// What the server has to do, who does it, and what it asks of its store.
import { get } from '../api.js';
import { count, money, short, size } from '../logic/numbers.js';
import { paces, totals } from '../logic/paces.js';
import { spanText } from '../logic/time.js';
import { Notice, Segments, useLoaded } from '../parts/blocks.js';
import { Chart, colourOf, useDark } from '../parts/chart.js';
import '../parts/further.js';
import { addressOf } from '../route.js';
import { html, useEffect, useMemo, useState } from '../view.js';

const PAUSES = [
    ['2', '2 s'],
    ['5', '5 s'],
    ['30', '30 s'],
];
const KEPT = 1200;
const PACE_WINDOW = 10;
const COST_WINDOW = 300;
const MONTH = 2592000;
const MINUTES = MONTH / 60;
const MOST_METRICS = 12;
const OWN_TYPE = 'gnocchi_process';

// The figures of the last minutes: [{at, bundles, metrics, requests, told}], also from earlier visits.
let history = [];

// Asks again and again: {status, checks} as they were last, and the history.
function useWatched(pause) {
    const [seen, see] = useState({});
    useEffect(() => {
        const stop = new AbortController();
        const look = async () => {
            if (document.hidden) {
                return;
            }
            try {
                const [status, told, checks] = await Promise.all([
                    get('status', { details: true }, stop.signal),
                    beside('../metrics', 'text/plain', stop.signal),
                    beside('../readyz?verbose', 'application/json', stop.signal),
                ]);
                const moment = momentOf(status.storage.summary, told && totals(told));
                history = [...history.filter(({ at }) => at > moment.at - KEPT), moment];
                see({ status, checks: checks && JSON.parse(checks).checks, history });
            } catch (error) {
                if (error.name !== 'AbortError') {
                    see((before) => ({ ...before, error }));
                }
            }
        };
        look();
        const timer = setInterval(look, pause * 1000);
        return () => {
            stop.abort();
            clearInterval(timer);
        };
    }, [pause]);
    return seen;
}

function momentOf({ measures, metrics, requests }, told) {
    return { at: Date.now() / 1000, bundles: measures, metrics, requests, told };
}

// What a process tells beside the API, to those who may know; null to others.
async function beside(url, type, signal) {
    const reply = await fetch(url, { headers: { Accept: type }, signal });
    return reply.headers.get('Content-Type')?.startsWith(type) ? reply.text() : null;
}

export default function Status() {
    const [pause, change] = useState('5');
    const { status, checks, history: moments, error } = useWatched(Number(pause));
    return html`
        <div class="head">
            <h1>Status</h1>
            <${Segments} label="How often to look" value=${pause} onChange=${change} options=${PAUSES} />
            <p>What is acknowledged and not yet folded, and the workers that fold it. Reads are fresh all the same.</p>
        </div>
        ${error && html`<${Notice} kind="error">${error.status === 403 ? 'Only admin may see the status.' : error.message}<//>`}
        ${!error && !status && html`<div class="skeleton" role="status" aria-label="Loading"></div>`}
        ${status && html`<${Figures} ...${{ status, checks, moments }} />`}
    `;
}

function Figures({ status, checks, moments }) {
    const { summary, measures_to_process: waiting } = status.storage;
    const aside = summary.set_aside?.first ?? [];
    const { told } = moments.at(-1);
    const workers = status.metricd.processors ?? [];
    const sacks = Object.fromEntries(Object.entries(status.metricd.statistics).map(([worker, of]) => [worker, of.sacks]));
    const [prices, price] = usePrices();
    const monthly = monthlyOf(moments);
    const cost = (monthly.puts + monthly.lists) * (prices.puts / 1e6) + monthly.gets * (prices.gets / 1e6);
    const damaged = summary.set_aside?.metrics ?? 0;
    return html`
        ${checks && html`<${Health} checks=${checks} />`}
        <div class="tiles">
            <${Tile} name="Bundles waiting" figure=${count(summary.measures)}>${waitingText(summary, told)}<//>
            <${Tile} name="Measures taken" figure=${perSecond(status.api?.measures_per_second)}>by the process that answers<//>
            <${Tile} name="Reads answered" figure=${perSecond(status.api?.queries_per_second)}>by the process that answers<//>
            <${Tile} name="Workers" figure=${count(workers.length)}>
                ${workers.length === 0
                    ? html`<span class="tag bad">nobody folds: start gnocchi-metricd</span>`
                    : html`<span class="tag good">folding</span>`}
            <//>
            <${Tile} name="Metrics set aside" figure=${count(damaged)}>
                ${damaged === 0
                    ? html`<span class="tag good">nothing is damaged</span>`
                    : html`<span class="tag bad">${size(summary.set_aside.bytes)}: run gnocchi-check</span>`}
            <//>
            <${Tile} name="Store requests" figure=${Number.isNaN(cost) ? '…' : `${short(sum(monthly) / MINUTES)}/min`}>
                ${costText(cost, summary, told)}
            <//>
        </div>
        <div class="stack">
            <div class="two">
                <section class="card" aria-label="Backlog over time">
                    <h2>Backlog</h2>
                    <${Backlog} moments=${moments} />
                </section>
                <section class="card" aria-label="Pace over time">
                    <h2>Pace</h2>
                    <${Pace} moments=${moments} />
                </section>
            </div>
            ${aside.length > 0 && html`<${Aside} aside=${aside} />`}
            <${Sacks} sacks=${sacks} workers=${workers} of=${told?.gnocchi_sacks} />
            <div class="two">
                <${Store} ...${{ moments, monthly, prices, price, cost }} />
                <${Waiting} waiting=${waiting ?? {}} />
            </div>
            <${Own} />
        </div>
    `;
}

function Health({ checks }) {
    return html`<div class="tags spaced" role="group" aria-label="Health">
        ${checks.map(
            ({ name, good, trouble }) => html`<span class=${`tag ${good ? 'good' : 'bad'}`} key=${name}>${name}: ${good ? 'good' : trouble || 'not good'}</span>`,
        )}
    </div>`;
}

function Tile({ name, figure, children }) {
    return html`<div class="card tile"><span>${name}</span><b>${figure}</b><small>${children}</small></div>`;
}

function perSecond(pace) {
    return pace === undefined ? '–' : `${short(pace)}/s`;
}

function waitingText({ metrics }, told) {
    if (metrics === 0) {
        return 'nothing waits';
    }
    const oldest = told?.gnocchi_backlog_oldest_seconds;
    return `of ${count(metrics)} metrics${oldest >= 1 ? `, for ${spanText(Math.round(oldest))}` : ''}`;
}

const sum = (figures) => Object.values(figures).reduce((all, one) => all + one);

// What requests cost; a server whose store is files tells that they cost nothing.
function costText(cost, { requests }, told) {
    if (told?.gnocchi_store_dollars_total === 0 && requests?.puts > 0) {
        return 'files: they cost nothing';
    }
    return Number.isNaN(cost) ? '' : `${money(cost)} a month at this pace`;
}

function useSeries(moments, lines) {
    return useMemo(() => lines.map(([name, points]) => ({ key: name, name, points: points(moments) })), [moments]);
}

// At least two minutes, so that the axis stands still when somebody has just come.
function reach(moments) {
    const end = moments.at(-1).at;
    return [Math.min(moments[0].at, end - 120), end];
}

function Backlog({ moments }) {
    const series = useSeries(moments, [
        ['bundles', (all) => all.map((one) => [one.at, one.bundles])],
        ['metrics', (all) => all.map((one) => [one.at, one.metrics])],
    ]);
    return html`<${Chart} title="the backlog" series=${series} range=${reach(moments)} stepped />`;
}

function Pace({ moments }) {
    const line = (name) => (all) => paces(all, ({ told }) => told?.[`gnocchi_${name}_total`], PACE_WINDOW);
    const series = useSeries(moments, [
        ['measures taken', line('measures_accepted')],
        ['measures folded', line('fold_measures')],
        ['came too late', line('fold_measures_late')],
        ['measures refused', line('measures_refused')],
    ]);
    if (!moments.at(-1).told) {
        return html`<p class="soft">This server tells its paces to others only: /metrics is closed to you.</p>`;
    }
    return html`<${Chart} title="the pace" unit="/s" series=${series} range=${reach(moments)} stepped />`;
}

function Aside({ aside }) {
    return html`<section class="card stack" aria-label="Measures set aside">
        <h2>Set aside</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="What is set aside, and why">
            <table>
                <thead>
                    <tr><th scope="col">Metric</th><th scope="col" class="number">Sack</th><th scope="col">Since</th><th scope="col" class="number">Bytes</th><th scope="col">Why</th></tr>
                </thead>
                <tbody>
                    ${aside.map(
                        ({ metric, sack, since, bytes, reason }, at) => html`<tr key=${at}>
                            <td>${metric ? html`<${MetricName} id=${metric} />` : 'nobody can tell'}</td>
                            <td class="number">${sack}</td>
                            <td>${new Date(since).toLocaleString(undefined, { hourCycle: 'h23' })}</td>
                            <td class="number">${size(bytes)}</td>
                            <td>${reason}</td>
                        </tr>`,
                    )}
                </tbody>
            </table>
        </div>
        <small>Reads of these metrics are refused until gnocchi-check is told what to do.</small>
    </section>`;
}

function Sacks({ sacks, workers, of }) {
    const dark = useDark();
    const owners = Object.keys(sacks).sort();
    const owned = Object.entries(sacks).flatMap(([owner, numbers]) => numbers.map((number) => [number, owner]));
    owned.sort((a, b) => a[0] - b[0]);
    const idle = workers.filter((worker) => !owners.includes(worker));
    return html`<section class="card stack" aria-label="Sacks and their owners">
        <div class="row between">
            <h2>Sacks</h2>
            <small>Shards of the metrics. ${of ? `${owned.length} of ${of}` : owned.length} have an owner.</small>
        </div>
        <div class="sacks">
            ${owned.map(
                ([number, owner]) => html`<span
                    key=${number}
                    title=${`sack ${number}: ${owner}`}
                    style=${{ background: `${colourOf(owners.indexOf(owner), dark)}${dark ? '40' : '26'}`, color: 'var(--text)' }}
                    >${number}</span
                >`,
            )}
        </div>
        <div class="tags">
            ${owners.map(
                (owner, at) => html`<span class="tag" key=${owner}>
                    <i class="dot" style=${{ background: colourOf(at, dark) }}></i><span class="mono">${owner}</span> ${sacks[owner].length}
                </span>`,
            )}
            ${idle.map((worker) => html`<span class="tag" key=${worker}><span class="mono">${worker}</span> idle</span>`)}
        </div>
    </section>`;
}

function Waiting({ waiting }) {
    const rows = Object.entries(waiting).sort((a, b) => b[1] - a[1]);
    return html`<section class="card stack" aria-label="Metrics that wait most">
        <h2>Waiting most</h2>
        ${rows.length === 0
            ? html`<p class="soft">No metric waits.</p>`
            : html`<div class="scroll" tabindex="0" role="region" aria-label="Metrics and their bundles">
                  <table>
                      <thead>
                          <tr><th scope="col">Metric</th><th scope="col" class="number">Bundles</th></tr>
                      </thead>
                      <tbody>
                          ${rows.slice(0, MOST_METRICS).map(
                              ([id, bundles]) => html`<tr key=${id}>
                                  <td><${MetricName} id=${id} /></td>
                                  <td class="number">${count(bundles)}</td>
                              </tr>`,
                          )}
                      </tbody>
                  </table>
              </div>`}
        ${rows.length > MOST_METRICS && html`<small>and ${count(rows.length - MOST_METRICS)} more</small>`}
    </section>`;
}

const named = new Map();

function MetricName({ id }) {
    const metric = useLoaded(async (signal) => {
        if (!named.has(id)) {
            named.set(id, await get(`metric/${id}`, {}, signal));
        }
        return named.get(id);
    }, [id]);
    const resource = metric.data?.resource;
    return html`${metric.data?.name ? html`<b>${metric.data.name}</b> ` : ''}${resource ? `of ${resource.original_resource_id ?? resource.id} ` : ''}<small
            class="mono"
            >${id}</small
        >`;
}

const PRICES = 'gnocchi.prices';
const USUAL_PRICES = { puts: 5, gets: 0.4 };

function usePrices() {
    const [prices, set] = useState(() => {
        try {
            return { ...USUAL_PRICES, ...JSON.parse(localStorage.getItem(PRICES)) };
        } catch {
            return USUAL_PRICES;
        }
    });
    const price = (next) => {
        localStorage.setItem(PRICES, JSON.stringify(next));
        set(next);
    };
    return [prices, price];
}

// How many requests a month the pace of the last minutes makes; NaN while it is not known.
function monthlyOf(moments) {
    const pace = (name) => paces(moments, ({ requests }) => requests?.[name], COST_WINDOW).at(-1)[1];
    return Object.fromEntries(['puts', 'gets', 'lists', 'deletes'].map((name) => [name, (pace(name) ?? NaN) * MONTH]));
}

// What the objects are asked for, and what a store that sends bills would want for it.
function Store({ moments, monthly, prices, price, cost }) {
    const { requests } = moments.at(-1);
    if (!requests) {
        return html`<section class="card stack" aria-label="Requests to the store">
            <h2>Store</h2>
            <p class="soft">This server does not tell what it asks of its store.</p>
        </section>`;
    }
    const set = (name) => (event) => price({ ...prices, [name]: Math.max(0, Number(event.target.value) || 0) });
    return html`<section class="card stack" aria-label="Requests to the store">
        <h2>Store</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Requests by kind">
            <table>
                <thead>
                    <tr>
                        <th scope="col">Requests of this process</th>
                        <th scope="col" class="number">So far</th>
                        <th scope="col" class="number">A minute</th>
                        <th scope="col" class="number">Bytes</th>
                    </tr>
                </thead>
                <tbody>
                    ${[
                        ['puts', 'put', 'put_bytes'],
                        ['gets', 'get', 'get_bytes'],
                        ['lists', 'list', null],
                        ['deletes', 'delete', null],
                    ].map(
                        ([name, title, bytes]) => html`<tr key=${name}>
                            <td>${title}</td>
                            <td class="number">${count(requests[name])}</td>
                            <td class="number">${Number.isNaN(monthly[name]) ? '…' : short(monthly[name] / MINUTES)}</td>
                            <td class="number">${bytes ? size(requests[bytes]) : ''}</td>
                        </tr>`,
                    )}
                </tbody>
            </table>
        </div>
        <div class="fields">
            <label class="field"><span class="label">$ per million puts and lists</span>
                <input type="number" min="0" step="any" value=${prices.puts} onChange=${set('puts')} /></label>
            <label class="field"><span class="label">$ per million gets</span>
                <input type="number" min="0" step="any" value=${prices.gets} onChange=${set('gets')} /></label>
        </div>
        <p>
            At the pace of the last minutes: <b>${Number.isNaN(cost) ? '…' : money(cost)}</b> a month for requests.${' '}
            <small>What is stored and transferred comes on top. A store of files wants nothing.</small>
        </p>
    </section>`;
}

// Where the server keeps what it tells about itself, it can be looked at as anything else.
function Own() {
    const types = useLoaded((signal) => get('resource_type', {}, signal), []);
    return types.data?.some(({ name }) => name === OWN_TYPE)
        ? html`<p><a href=${addressOf('explore', { type: OWN_TYPE, from: '-6h' })}>What this server has measured about itself</a></p>`
        : null;
}
