// The API, as it describes itself, with every request to be tried.
import { Refused, originOf, queryText } from '../api.js';
import { curl } from '../logic/commands.js';
import { bodyOf, choicesOf, filled, followed, groups, kind } from '../logic/openapi.js';
import { Field, Loaded, Notice, useLoaded } from '../parts/blocks.js';
import { Code } from '../parts/dialog.js';
import { Icon } from '../parts/icons.js';
import { addressOf, go } from '../route.js';
import { headersOf } from '../session.js';
import { html, useEffect, useMemo, useState } from '../view.js';

const MOST_SHOWN = 40000;

export default function Api({ route, who }) {
    const document = useLoaded(async (signal) => {
        const reply = await fetch('../v1/openapi.json', { headers: { Accept: 'application/json' }, signal });
        if (!reply.ok) {
            throw new Refused(reply.status, reply.statusText, '');
        }
        return reply.json();
    }, []);
    return html`
        <div class="head">
            <h1>API</h1>
            <a class="button small" href="../v1/openapi.json"><${Icon} name="download" />OpenAPI document</a>
        </div>
        <${Loaded} of=${document}>
            ${(known) => html`<${Description} ...${{ document: known, who, open: route.params.get('show') }} />`}
        <//>
    `;
}

// `code` and *emphasis* in a text, and its paragraphs.
function Prose({ text }) {
    return (text ?? '').split('\n\n').map(
        (paragraph) => html`<p>
            ${paragraph.split(/(`[^`]+`|\*[^*]+\*)/).map((piece) => {
                if (piece.startsWith('`')) {
                    return html`<code>${piece.slice(1, -1)}</code>`;
                }
                return piece.startsWith('*') && piece.length > 2 ? html`<em>${piece.slice(1, -1)}</em>` : piece;
            })}
        </p>`,
    );
}

function Description({ document, who, open }) {
    const known = useMemo(() => groups(document), [document]);
    const [sought, seek] = useState('');
    const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = ({ method, path, summary }) => words.every((word) => `${method} ${path} ${summary}`.toLowerCase().includes(word));
    const shown = known.map((group) => ({ ...group, operations: group.operations.filter(fits) })).filter(({ operations }) => operations.length > 0);
    useEffect(() => {
        if (open) {
            window.document.getElementById(`operation-${open}`)?.scrollIntoView();
        }
    }, []);
    return html`<div class="api">
        <nav class="toc" aria-label="Requests">
            <input type="search" aria-label="Search requests" placeholder="Search" value=${sought} onInput=${(e) => seek(e.target.value)} />
            ${shown.map(
                (group) => html`<div class="label" key=${group.name}>${group.name}</div>
                    ${group.operations.map(
                        ({ id, method, summary }) => html`<a
                            key=${id}
                            href=${addressOf('api', { show: id })}
                            onClick=${() => setTimeout(() => window.document.getElementById(`operation-${id}`)?.scrollIntoView())}
                            ><span class=${`method ${method.toLowerCase()}`}>${method}</span><span>${summary}</span></a
                        >`,
                    )}`,
            )}
        </nav>
        <div class="stack">
            <div class="prose stack"><${Prose} text=${document.info.description} /></div>
            ${!who && html`<${Notice}>You are not signed in: what you try is sent as nobody. <a href="#/explore">Sign in</a><//>`}
            ${shown.map(
                (group) => html`<section key=${group.name} class="stack" aria-label=${group.name}>
                    <h2>${group.name} <span class="soft">${group.description}</span></h2>
                    <div>
                        ${group.operations.map(
                            (operation) =>
                                html`<${Operation} key=${operation.id} ...${{ document, operation, who }} open=${operation.id === open} />`,
                        )}
                    </div>
                </section>`,
            )}
        </div>
    </div>`;
}

function Operation({ document, operation, who, open }) {
    const { id, method, path, summary } = operation;
    return html`<article class="card operation" id=${`operation-${id}`}>
        <button aria-expanded=${String(open)} onClick=${() => go('api', open ? null : { show: id }, { replace: true })}>
            <span class=${`method ${method.toLowerCase()}`}>${method}</span>
            <span class="mono">${path}</span><span class="soft">${summary}</span>
        </button>
        ${open && html`<${Inside} ...${{ document, operation, who }} />`}
    </article>`;
}

function Inside({ document, operation, who }) {
    const body = useMemo(() => bodyOf(document, operation), [operation.id]);
    return html`<div class="inside">
        ${operation.description && html`<div class="prose stack"><${Prose} text=${operation.description} /></div>`}
        ${operation['x-gnocchi-extension'] && html`<div><span class="tag accent">not in the original</span></div>`}
        <${Try} ...${{ operation, body, who, document }} />
        <h3>Answers</h3>
        <table>
            <tbody>
                ${Object.entries(operation.responses).map(([status, answer]) => {
                    const known = followed(document, answer);
                    const media = Object.values(known.content ?? {})[0];
                    return html`<tr key=${status}>
                        <td><span class=${`tag ${status < 400 ? 'good' : 'bad'}`}>${status}</span></td>
                        <td><${Prose} text=${known.description} /></td>
                        <td><small>${kind(document, media?.schema)}</small></td>
                    </tr>`;
                })}
            </tbody>
        </table>
    </div>`;
}

// Fill in, send, see. What is sent is what is shown.
function Try({ operation, body, who, document }) {
    const [values, set] = useState({});
    const [text, write] = useState(() => {
        const example = body?.example;
        return example === undefined || example === null ? '' : typeof example === 'string' ? example : JSON.stringify(example, null, 2);
    });
    const [reply, tell] = useState(null);
    const [busy, work] = useState(false);
    const parameters = operation.parameters.filter((one) => one.in !== 'header' || one.name !== 'Authorization');
    const query = queryText(
        Object.fromEntries(parameters.filter((one) => one.in === 'query').map(({ name }) => [name, (values[name] ?? '').split('\n')])),
    );
    const path = filled(operation.path, values);
    const missing = parameters.filter((one) => one.in === 'path' && !values[one.name]);
    const send = async (event) => {
        event.preventDefault();
        work(true);
        const headers = { Accept: 'application/json', ...headersOf(who) };
        for (const { name } of parameters.filter((one) => one.in === 'header' && values[one.name])) {
            headers[name] = values[name];
        }
        if (body && text) {
            headers['Content-Type'] = body.type;
        }
        const began = performance.now();
        try {
            const answer = await fetch(`..${path}${query ? `?${query}` : ''}`, {
                method: operation.method,
                headers,
                body: body && text ? text : undefined,
            });
            const content = await answer.text();
            tell({ status: answer.status, took: performance.now() - began, headers: [...answer.headers], text: pretty(content) });
        } catch (e) {
            tell({ status: 0, took: performance.now() - began, headers: [], text: String(e.message) });
        }
        work(false);
    };
    const request = { method: operation.method, path: path.replace(/^\/v1\//, ''), query, body: body && text ? text.replace(/\s*\n\s*/g, ' ') : undefined, type: body?.type };
    return html`<form class="stack" onSubmit=${send}>
        ${parameters.length > 0 &&
        html`<div class="fields">
            ${parameters.map(
                (one) => html`<${Field} key=${one.in + one.name} label=${`${one.name}${one.in === 'query' ? '' : ` (${one.in})`}`} hint=${hint(document, one)}>
                    ${(id) => html`<${Value}
                        ...${id}
                        required=${one.in === 'path'}
                        value=${values[one.name] ?? ''}
                        choices=${choicesOf(document, one.schema)}
                        onInput=${(e) => set({ ...values, [one.name]: e.target.value })}
                    />`}
                <//>`,
            )}
        </div>`}
        ${body &&
        html`<${Field} label=${`Body, ${body.type}`} hint=${kind(document, body.schema)}>
            ${(id) => html`<textarea ...${id} class="mono" rows=${Math.min(14, text.split('\n').length + 1)} spellcheck=${false} value=${text} onInput=${(e) => write(e.target.value)}></textarea>`}
        <//>`}
        ${operation.path.startsWith('/v1/') && html`<${Code} label="request for curl" text=${curl(request, originOf(), who)} />`}
        <div class="row">
            <button class="primary" disabled=${busy || missing.length > 0}>${operation.method === 'GET' ? 'Try it' : `Send ${operation.method}`}</button>
            ${operation.method !== 'GET' && html`<small>It is really done, on this server.</small>`}
        </div>
        ${reply &&
        html`<div class="stack" role="status">
            <div class="row">
                <span class=${`tag ${reply.status && reply.status < 400 ? 'good' : 'bad'}`}>${reply.status || 'no answer'}</span>
                <small>${reply.took.toFixed(0)} ms</small>
                <small class="mono">${reply.headers.filter(([name]) => /^(content-type|location|link|etag|x-)/.test(name)).map((pair) => pair.join(': ')).join(' · ')}</small>
            </div>
            ${reply.text && html`<${Code} label="answer" text=${reply.text} />`}
        </div>`}
    </form>`;
}

// A parameter's value: one of a few, or any text.
function Value({ choices, value, ...rest }) {
    return choices
        ? html`<select ...${rest} value=${value}>
              <option value=""></option>
              ${choices.map((choice) => html`<option key=${choice}>${choice}</option>`)}
          </select>`
        : html`<input ...${rest} value=${value} />`;
}

function hint(document, { description, schema }) {
    const short = (description ?? followed(document, schema)?.description ?? '').split(/(?<=\.)\s/)[0];
    return [kind(document, schema), short.replaceAll('`', '')].filter(Boolean).join(' – ');
}

function pretty(text) {
    let shown = text;
    try {
        shown = JSON.stringify(JSON.parse(text), null, 2);
    } catch {
        // It is shown as it came.
    }
    return shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN)}\n…` : shown;
}
