// The way to the server.
import { parse } from './logic/json.js';
import { headersOf, session } from './session.js';

const MOST_PAGES = 20;

// What the server said instead of answering.
export class Refused extends Error {
    constructor(status, title, description) {
        super(wording(status, title, description));
        this.status = status;
        this.description = description;
    }
}

function wording(status, title, description) {
    if (!description) {
        return FRIENDLY[status] ?? `${status} ${title}`;
    }
    if (typeof description === 'string') {
        return description;
    }
    const { cause, reason, detail } = description;
    const more = detail === undefined || detail?.length === 0 ? '' : JSON.stringify(detail);
    return [cause, reason ?? more].filter(Boolean).join(': ');
}

const FRIENDLY = {
    401: 'The server does not know you. Sign in.',
    403: 'You are not allowed to do this.',
    404: 'There is no such thing.',
    429: 'The server has too much to do at the moment.',
};

let unknown = () => {};

// Told when the server does not know the caller.
export function whenUnknown(then) {
    unknown = then;
}

// An address of the API as this page reaches it.
export function urlOf(path, query) {
    const text = query ? queryText(query) : '';
    return `../v1/${path}${text ? `?${text}` : ''}`;
}

// What stands before `/v1/` in the address of the API.
export function originOf() {
    return new URL('..', location.href.split('#')[0]).href.replace(/\/$/, '');
}

// Lists become repeated parameters; undefined, null and empty ones are left out.
export function queryText(query) {
    const params = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        for (const one of Array.isArray(value) ? value : [value]) {
            if (one !== undefined && one !== null && one !== '') {
                params.append(name, one);
            }
        }
    }
    return params.toString();
}

// One request. Answers {data, headers, status, text}; throws Refused.
export async function call(method, path, { query, body, type, signal, as } = {}) {
    const headers = { Accept: 'application/json', ...headersOf(as ?? session.known) };
    if (body !== undefined) {
        headers['Content-Type'] = type ?? 'application/json';
    }
    let reply;
    try {
        reply = await fetch(urlOf(path, query), {
            method,
            headers,
            signal,
            credentials: 'same-origin',
            body: body === undefined ? undefined : JSON.stringify(body),
        });
    } catch (e) {
        if (e.name === 'AbortError') {
            throw e;
        }
        throw new Refused(0, 'The server does not answer.', '');
    }
    const text = await reply.text();
    if (!reply.ok) {
        if (reply.status === 401 && !as) {
            unknown();
        }
        throw refusal(reply, text);
    }
    return { data: text ? parse(text) : null, headers: reply.headers, status: reply.status, text };
}

function refusal(reply, text) {
    try {
        const { title, description } = JSON.parse(text);
        return new Refused(reply.status, title, description);
    } catch {
        return new Refused(reply.status, reply.statusText, '');
    }
}

export async function get(path, query, signal) {
    return (await call('GET', path, { query, signal })).data;
}

// A list that comes in pages, whole or up to `most` rows. `seen` is told of each page's rows so far.
export async function list(method, path, { query, body, signal, most = MOST_PAGES * 1000, seen } = {}) {
    const rows = [];
    let next = query;
    for (;;) {
        const { data, headers } = await call(method, path, { query: next, body, signal });
        rows.push(...data);
        seen?.(rows);
        const link = /<[^>]*[?]([^>]*)>; rel="next"/.exec(headers.get('Link') ?? '');
        if (!link || data.length === 0 || rows.length >= most) {
            return rows;
        }
        next = repeated(new URLSearchParams(link[1]));
    }
}

function repeated(params) {
    const query = {};
    for (const name of new Set(params.keys())) {
        query[name] = params.getAll(name);
    }
    return query;
}

// A path segment.
export const segment = encodeURIComponent;
