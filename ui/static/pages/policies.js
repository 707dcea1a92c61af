// Archive policies: what is computed and how long it is kept, what that takes, who uses them; and the
// rules by which new metrics get theirs.
import { call, get, list, segment } from '../api.js';
import { count, money, short, size } from '../logic/numbers.js';
import { estimate, ruleFor, seconds } from '../logic/policies.js';
import { granularitiesOf } from '../logic/series.js';
import { spanText } from '../logic/time.js';
import { Field, Loaded, Notice, Segments, useLoaded } from '../parts/blocks.js';
import { Confirm, Dialog } from '../parts/dialog.js';
import { Icon } from '../parts/icons.js';
import { go } from '../route.js';
import { html, useMemo, useState } from '../view.js';

const METHODS = ['mean', 'min', 'max', 'sum', 'std', 'count', 'median', 'first', 'last', '95pct', '99pct', 'rate:mean', 'rate:max', 'rate:sum'];
const USUAL = ['mean', 'min', 'max', 'sum', 'std', 'count'];
const MOST_USERS = 5000;
const NAMES_SHOWN = 40;

export default function Policies({ route }) {
    const tab = route.params.get('tab') === 'rules' ? 'rules' : 'policies';
    return html`
        <div class="head">
            <h1>${tab === 'rules' ? 'Rules' : 'Archive policies'}</h1>
            <${Segments}
                label="What to see"
                value=${tab}
                onChange=${(next) => go('policies', next === 'rules' ? { tab: 'rules' } : null)}
                options=${[['policies', 'Policies'], ['rules', 'Rules']]}
            />
        </div>
        ${tab === 'rules' ? html`<${Rules} />` : html`<${List} />`}
    `;
}

function List() {
    const policies = useLoaded((signal) => get('archive_policy', {}, signal), []);
    const rules = useLoaded((signal) => get('archive_policy_rule', {}, signal), []);
    const [open, show] = useState(null);
    const close = () => show(null);
    const done = () => {
        close();
        policies.again();
    };
    return html`
        <div class="row between spaced">
            <p class="soft prose">What is computed from a metric's measures, and how long each granularity is kept.</p>
            <button class="primary" onClick=${() => show({ create: true })}><${Icon} name="plus" />New policy</button>
        </div>
        <${Loaded} of=${policies}>
            ${(known) => html`<div class="cards">
                ${known.map(
                    (policy) => html`<${Card} key=${policy.name} policy=${policy} rules=${rules.data ?? []} show=${show} />`,
                )}
            </div>`}
        <//>
        ${open?.create && html`<${Creation} onClose=${close} onDone=${done} />`}
        ${open?.users && html`<${Users} policy=${open.users} rules=${rules.data ?? []} onClose=${close} />`}
        ${open?.delete &&
        html`<${Confirm}
            title=${`Delete the policy ${open.delete.name}?`}
            text="Only a policy that no metric and no rule uses can be deleted."
            action=${() => call('DELETE', `archive_policy/${segment(open.delete.name)}`)}
            onClose=${close}
            onDone=${done}
        />`}
    `;
}

function Card({ policy, rules, show }) {
    const methods = [...policy.aggregation_methods].sort();
    const by = rules.filter((rule) => rule.archive_policy_name === policy.name);
    const bytes = estimate({
        lines: granularitiesOf(policy).map((line) => ({ granularity: line.seconds, kept: line.kept })),
        methods: methods.length,
        metrics: 1,
        every: 60,
        price: 0,
    }).bytesPerMetric;
    return html`<section class="card stack" aria-label=${`Policy ${policy.name}`}>
        <div class="row between">
            <h2>${policy.name}</h2>
            <span class="row">
                <button class="small quiet" onClick=${() => show({ users: policy })}>Who uses it</button>
                <button class="icon-only quiet" aria-label=${`Delete the policy ${policy.name}`} onClick=${() => show({ delete: policy })}>
                    <${Icon} name="trash" />
                </button>
            </span>
        </div>
        <table>
            <thead>
                <tr><th scope="col">A point every</th><th scope="col">kept for</th><th scope="col" class="number">points</th></tr>
            </thead>
            <tbody>
                ${granularitiesOf(policy).map(
                    (line) => html`<tr key=${line.seconds}>
                        <td>${spanText(line.seconds)}</td>
                        <td>${spanText(line.kept)}</td>
                        <td class="number">${line.kept ? count(Math.floor(line.kept / line.seconds)) : '∞'}</td>
                    </tr>`,
                )}
            </tbody>
        </table>
        <div class="tags">
            ${methods.slice(0, 16).map((method) => html`<span class="tag" key=${method}>${method}</span>`)}
            ${methods.length > 16 && html`<span class="tag">and ${methods.length - 16} more</span>`}
        </div>
        <small>
            ${policy.back_window > 0 ? `Takes measures up to ${spanText(policy.back_window * granularitiesOf(policy).at(-1).seconds)} late. ` : ''}About ${size(bytes)} a metric that is
            measured every minute.${by.length > 0 ? ` Rules: ${by.map((rule) => rule.name).join(', ')}.` : ''}
        </small>
    </section>`;
}

function Users({ policy, rules, onClose }) {
    const users = useLoaded(
        (signal) =>
            list('GET', 'metric', { query: { archive_policy_name: policy.name, limit: 1000 }, signal, most: MOST_USERS }),
        [policy.name],
    );
    const by = rules.filter((rule) => rule.archive_policy_name === policy.name);
    return html`<${Dialog} title=${`Who uses ${policy.name}`} onClose=${onClose}>
        <div class="stack">
            <p>
                ${by.length === 0
                    ? 'No rule names it.'
                    : html`Rules: ${by.map((rule) => html`<span class="tag" key=${rule.name}>${rule.name}: <span class="mono">${rule.metric_pattern}</span></span> `)}`}
            </p>
            <${Loaded} of=${users}>
                ${(metrics) => {
                    const names = new Map();
                    metrics.forEach(({ name }) => names.set(name, (names.get(name) ?? 0) + 1));
                    const rows = [...names].sort((a, b) => b[1] - a[1]);
                    return html`
                        <p>
                            <b>${metrics.length >= MOST_USERS ? `${count(MOST_USERS)} and more` : count(metrics.length)}</b> metrics
                            of <b>${count(new Set(metrics.map((metric) => metric.resource_id)).size)}</b> resources.
                        </p>
                        ${rows.length > 0 &&
                        html`<div class="scroll" tabindex="0" role="region" aria-label="Metric names">
                            <table>
                                <thead>
                                    <tr><th scope="col">Metric name</th><th scope="col" class="number">Metrics</th></tr>
                                </thead>
                                <tbody>
                                    ${rows.slice(0, NAMES_SHOWN).map(
                                        ([name, many]) => html`<tr key=${name}>
                                            <td>${name ?? html`<i>without a name</i>`}</td>
                                            <td class="number">${count(many)}</td>
                                        </tr>`,
                                    )}
                                </tbody>
                            </table>
                        </div>`}
                    `;
                }}
            <//>
        </div>
    <//>`;
}

const PRESETS = [
    ['Every minute for a week, every hour for a year', [['1 min', '7 days'], ['1 h', '365 days']]],
    ['Every 10 seconds for a day, then coarser', [['10 s', '1 day'], ['5 min', '30 days'], ['1 h', '365 days']]],
    ['Every hour for ten years', [['1 h', '3650 days']]],
];

function Creation({ onClose, onDone }) {
    const [name, setName] = useState('');
    const [lines, setLines] = useState(PRESETS[0][1]);
    const [methods, setMethods] = useState(USUAL);
    const [late, setLate] = useState('0');
    const [error, fail] = useState(null);
    const read = lines.map(([every, kept]) => ({ granularity: seconds(every), kept: kept.trim() === '' ? null : seconds(kept) }));
    const wrong = lines.map(([every, kept], at) => {
        if (!read[at].granularity) {
            return 'such as 60 s, 5 min, 1 h';
        }
        if (kept.trim() !== '' && !read[at].kept) {
            return 'such as 7 days, or empty for ever';
        }
        return read[at].kept !== null && read[at].kept < read[at].granularity ? 'kept for at least one point' : null;
    });
    const valid = lines.length > 0 && methods.length > 0 && wrong.every((one) => one === null);
    const save = async (event) => {
        event.preventDefault();
        const definition = read.map(({ granularity, kept }) => (kept === null ? { granularity } : { granularity, timespan: kept }));
        const window = /^\d+$/.test(late.trim()) ? Number(late) : late.trim();
        try {
            await call('POST', 'archive_policy', {
                body: { name, definition, aggregation_methods: methods, back_window: window },
            });
            onDone();
        } catch (e) {
            fail(e);
        }
    };
    const set = (at, column) => (e) => setLines(lines.with(at, lines[at].with(column, e.target.value)));
    return html`<${Dialog} title="New archive policy" onClose=${onClose}>
        <form class="stack" onSubmit=${save}>
            <${Field} label="Name">
                ${(id) => html`<input ...${id} required pattern="[^\\/]+" title="no slashes" value=${name} onInput=${(e) => setName(e.target.value)} />`}
            <//>
            <div class="row">
                <span class="label">Begin with</span>
                ${PRESETS.map(([title, preset]) => html`<button type="button" class="small" key=${title} onClick=${() => setLines(preset)}>${title}</button>`)}
            </div>
            ${lines.map(
                ([every, kept], at) => html`<div class="row line" key=${at}>
                    <div class="grow"><${Field} label="A point every" error=${read[at].granularity ? null : wrong[at]}>
                        ${(id) => html`<input ...${id} required value=${every} onInput=${set(at, 0)} />`}
                    <//></div>
                    <div class="grow"><${Field} label="kept for" error=${read[at].granularity ? wrong[at] : null}>
                        ${(id) => html`<input ...${id} placeholder="for ever" value=${kept} onInput=${set(at, 1)} />`}
                    <//></div>
                    <button type="button" class="icon-only quiet" aria-label=${`Leave out line ${at + 1}`} onClick=${() => setLines(lines.toSpliced(at, 1))}>
                        <${Icon} name="close" />
                    </button>
                </div>`,
            )}
            <div><button type="button" class="small" onClick=${() => setLines([...lines, ['1 day', '']])}><${Icon} name="plus" />Granularity</button></div>
            <div class="stack" role="group" aria-label="Aggregation methods">
                <span class="label">Aggregation methods</span>
                <div class="tags">
                    ${METHODS.map(
                        (method) => html`<button
                            type="button"
                            class="small"
                            key=${method}
                            aria-pressed=${String(methods.includes(method))}
                            onClick=${() => setMethods(methods.includes(method) ? methods.filter((other) => other !== method) : [...methods, method])}
                        >
                            ${method}
                        </button>`,
                    )}
                </div>
            </div>
            <${Field} label="Late measures" hint="how far behind the newest one they are still taken: a number of the coarsest granularity, or a time such as 2 hours">
                ${(id) => html`<input ...${id} value=${late} onInput=${(e) => setLate(e.target.value)} />`}
            <//>
            ${valid ? html`<${Preview} lines=${read} methods=${methods.length} />` : html`<${Notice} kind="warn">Complete the lines above, and choose a method.<//>`}
            ${error && html`<${Notice} kind="error">${error.message}<//>`}
            <footer><button type="button" onClick=${onClose}>Cancel</button><button class="primary" disabled=${!valid}>Create</button></footer>
        </form>
    <//>`;
}

// What so many metrics of this policy would take.
function Preview({ lines, methods }) {
    const [metrics, setMetrics] = useState(10000);
    const [every, setEvery] = useState('1 min');
    const [price, setPrice] = useState(0.023);
    const pace = seconds(every) ?? 60;
    const figures = useMemo(
        () => estimate({ lines, methods, metrics, every: pace, price }),
        [JSON.stringify(lines), methods, metrics, pace, price],
    );
    return html`<section class="sunk stack" aria-label="What it takes">
        <div class="fields">
            <${Field} label="Metrics">
                ${(id) => html`<input ...${id} type="number" min="1" value=${metrics} onInput=${(e) => setMetrics(Math.max(1, Number(e.target.value) || 1))} />`}
            <//>
            <${Field} label="measured every">${(id) => html`<input ...${id} value=${every} onInput=${(e) => setEvery(e.target.value)} />`}<//>
            <${Field} label="$ a GB and month">
                ${(id) => html`<input ...${id} type="number" min="0" step="any" value=${price} onInput=${(e) => setPrice(Math.max(0, Number(e.target.value) || 0))} />`}
            <//>
        </div>
        <div class="tiles" aria-live="polite">
            <div class="tile"><span>Values a metric</span><b>${short(figures.valuesPerMetric)}</b></div>
            <div class="tile"><span>A metric takes</span><b>${size(figures.bytesPerMetric)}</b></div>
            <div class="tile"><span>All take</span><b>${size(figures.bytes)}</b></div>
            <div class="tile"><span>A month costs</span><b>${money(figures.monthly)}</b></div>
        </div>
        <small>
            When all is full, at 1.5 bytes a stored value.${figures.endless ? ' What is kept for ever is counted for the first year.' : ''} Requests to
            the store are not in it: they grow with time, not with metrics.
        </small>
    </section>`;
}

function Rules() {
    const rules = useLoaded((signal) => get('archive_policy_rule', {}, signal), []);
    const policies = useLoaded((signal) => get('archive_policy', {}, signal), []);
    const [open, show] = useState(null);
    const [name, setName] = useState('');
    const close = () => show(null);
    const done = () => {
        close();
        rules.again();
    };
    const hit = rules.data && name ? ruleFor(rules.data, name) : null;
    return html`
        <div class="row between spaced">
            <p class="soft prose">Which policy a new metric gets by its name when nobody says. They are tried from the top; the first that matches counts.</p>
            <button class="primary" onClick=${() => show({ create: true })}><${Icon} name="plus" />New rule</button>
        </div>
        <div class="card stack">
            <div class="narrow">
                <${Field} label="Try a metric name" hint=${name ? (hit ? `gets ${hit.archive_policy_name}, by the rule ${hit.name}` : 'gets no policy: creating it is refused') : 'to see which rule it falls under'}>
                    ${(id) => html`<input ...${id} value=${name} placeholder="disk.read.bytes" onInput=${(e) => setName(e.target.value)} />`}
                <//>
            </div>
            <${Loaded} of=${rules}>
                ${(known) =>
                    known.length === 0
                        ? html`<p class="soft">There are no rules: every new metric has to name its policy.</p>`
                        : html`<div class="scroll" tabindex="0" role="region" aria-label="Rules">
                              <table>
                                  <thead>
                                      <tr><th scope="col">Pattern</th><th scope="col">Policy</th><th scope="col">Name</th><th><span class="unseen">Delete</span></th></tr>
                                  </thead>
                                  <tbody>
                                      ${known.map(
                                          (rule) => html`<tr key=${rule.name} class=${rule === hit ? 'hit' : ''}>
                                              <td class="mono">${rule.metric_pattern}</td>
                                              <td>${rule.archive_policy_name}</td>
                                              <td>${rule.name}</td>
                                              <td class="number">
                                                  <button class="icon-only quiet" aria-label=${`Delete the rule ${rule.name}`} onClick=${() => show({ delete: rule })}>
                                                      <${Icon} name="trash" />
                                                  </button>
                                              </td>
                                          </tr>`,
                                      )}
                                  </tbody>
                              </table>
                          </div>`}
            <//>
        </div>
        ${open?.create && html`<${NewRule} policies=${policies.data ?? []} onClose=${close} onDone=${done} />`}
        ${open?.delete &&
        html`<${Confirm}
            title=${`Delete the rule ${open.delete.name}?`}
            text="Metrics there are keep their policy."
            action=${() => call('DELETE', `archive_policy_rule/${segment(open.delete.name)}`)}
            onClose=${close}
            onDone=${done}
        />`}
    `;
}

function NewRule({ policies, onClose, onDone }) {
    const [rule, set] = useState({ name: '', metric_pattern: '', archive_policy_name: policies[0]?.name ?? '' });
    const [error, fail] = useState(null);
    const save = async (event) => {
        event.preventDefault();
        try {
            await call('POST', 'archive_policy_rule', { body: rule });
            onDone();
        } catch (e) {
            fail(e);
        }
    };
    const input = (name) => (e) => set({ ...rule, [name]: e.target.value });
    return html`<${Dialog} title="New rule" onClose=${onClose}>
        <form class="stack" onSubmit=${save}>
            <${Field} label="Name">${(id) => html`<input ...${id} required value=${rule.name} onInput=${input('name')} />`}<//>
            <${Field} label="Pattern of metric names" hint="* any text, ? any character, [abc] one of these">
                ${(id) => html`<input ...${id} required class="mono" value=${rule.metric_pattern} onInput=${input('metric_pattern')} />`}
            <//>
            <${Field} label="Policy">
                ${(id) => html`<select ...${id} value=${rule.archive_policy_name} onChange=${input('archive_policy_name')}>
                    ${policies.map(({ name }) => html`<option key=${name}>${name}</option>`)}
                </select>`}
            <//>
            ${error && html`<${Notice} kind="error">${error.message}<//>`}
            <footer><button type="button" onClick=${onClose}>Cancel</button><button class="primary">Create</button></footer>
        </form>
    <//>`;
}
