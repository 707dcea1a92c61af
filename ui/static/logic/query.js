// What is being looked at in Explore: kept in the address, turned into requests.
import { both, filterOfIds, filterOfWords, isPlainWords } from './filter.js';
import { momentOf } from './time.js';

export const DEFAULTS = {
    type: 'generic',
    filter: '',
    ids: [],
    metrics: [],
    method: 'mean',
    granularity: '',
    resample: '',
    combine: '',
    group: [],
    from: '-1h',
    to: 'now',
    log: false,
    refresh: 30,
};
export const MOST_SERIES = 50;
const LISTS = ['ids', 'metrics', 'group'];

export function queryOf(params) {
    const query = { ...DEFAULTS };
    for (const name of Object.keys(DEFAULTS)) {
        if (!params.has(name)) {
            continue;
        }
        if (LISTS.includes(name)) {
            query[name] = params.getAll(name);
        } else if (name === 'log') {
            query.log = params.get(name) === '1';
        } else if (name === 'refresh') {
            query.refresh = Number(params.get(name)) || 0;
        } else if ((name === 'from' || name === 'to') && momentOf(params.get(name), 0) === null) {
            continue;
        } else {
            query[name] = params.get(name);
        }
    }
    return query;
}

// Only what differs from the usual.
export function paramsOf(query) {
    const params = new URLSearchParams();
    for (const [name, usual] of Object.entries(DEFAULTS)) {
        const value = query[name];
        if (LISTS.includes(name)) {
            value.forEach((one) => params.append(name, one));
        } else if (value !== usual) {
            params.set(name, value === true ? '1' : value === false ? '0' : String(value));
        }
    }
    return params;
}

// What was typed as a search, as the server's filter; `texts` are the attributes that hold text.
export function filterOf(typed, texts) {
    return isPlainWords(typed) ? filterOfWords(typed, texts) : typed.trim();
}

// The operations for one metric.
export function operationsOf(query, metric) {
    const name = /[\s()"']/.test(metric) ? `"${metric}"` : metric;
    let operations = `(metric ${name.replace(/[[*?]/g, (found) => `[${found}]`)} ${query.method})`;
    if (query.resample) {
        operations = `(resample ${query.method.replace(/^rate:/, '')} ${query.resample} ${operations})`;
    }
    if (query.combine) {
        operations = `(aggregate ${query.combine} ${operations})`;
    }
    return operations;
}

// {operations, type, search, query} of one metric's request.
export function aggregatesOf(query, metric, texts, start, stop, granularity) {
    return {
        operations: operationsOf(query, metric),
        type: query.type,
        search: both(filterOf(query.filter, texts), filterOfIds(query.ids)),
        query: {
            start,
            stop,
            granularity: granularity ?? undefined,
            groupby: query.combine && query.group.length ? query.group : undefined,
        },
    };
}

export function requestOf({ operations, type, search, query }) {
    return {
        method: 'POST',
        path: 'aggregates',
        query,
        body: { operations, resource_type: type, search: search || {} },
    };
}

// Series of an answer: [{key, name, rows}]; `nameOf` tells a resource's name by its id.
export function seriesOf(answer, metric, nameOf) {
    if (Array.isArray(answer)) {
        return answer.flatMap(({ group, measures }) => {
            const name = Object.values(group).map((value) => value ?? 'none').join(' · ');
            return seriesOf(measures, metric, () => '').map((one) => ({ ...one, key: `${name}/${one.key}`, name }));
        });
    }
    const measures = answer.measures;
    if (measures.aggregated) {
        return [{ key: 'aggregated', name: metric, rows: measures.aggregated }];
    }
    return Object.entries(measures).flatMap(([id, inside]) =>
        Object.entries(inside).flatMap(([name, of]) =>
            Array.isArray(of)
                ? [{ key: `${id}/${name}`, name: nameOf(id), rows: of }]
                : Object.entries(of).map(([, rows]) => ({
                      key: `${id}/${name}`,
                      name: nameOf(id) + (name === metric ? '' : ` ${name}`),
                      rows,
                  })),
        ),
    );
}
