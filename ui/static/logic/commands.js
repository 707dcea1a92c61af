// The same request, for a shell.

function quoted(text) {
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

const CREDENTIALS = {
    name: (who) => ['-u', quoted(`${who.user}:`) + (who.password ? '"$PASSWORD"' : '')],
    token: () => ['-H', '"X-Auth-Token: $TOKEN"'],
    nothing: () => [],
};

// A line for curl. `origin` is what stands before `/v1/`.
export function curl({ method, path, query, body, type }, origin, who) {
    const url = `${origin}/v1/${path}${query ? `?${query}` : ''}`;
    const parts = ['curl', ...(CREDENTIALS[who?.kind] ?? CREDENTIALS.nothing)(who ?? {})];
    if (method !== 'GET' && !(method === 'POST' && body !== undefined)) {
        parts.push('-X', method);
    }
    if (body !== undefined) {
        parts.push('-H', quoted(`Content-Type: ${type ?? 'application/json'}`));
    }
    parts.push(quoted(url));
    if (body !== undefined) {
        parts.push('-d', quoted(typeof body === 'string' ? body : JSON.stringify(body)));
    }
    return parts.join(' ');
}

// A line for the `gnocchi` command that asks for aggregates.
export function gnocchiAggregates({ operations, type, search, query }) {
    const parts = ['gnocchi', 'aggregates', quoted(operations)];
    if (type) {
        parts.push(quoted(search || 'id != null'), '--resource-type', quoted(type));
    }
    for (const [name, value] of Object.entries(query)) {
        for (const one of Array.isArray(value) ? value : [value]) {
            if (one !== undefined && one !== null && one !== '') {
                parts.push(`--${name.replaceAll('_', '-')}`, quoted(String(one)));
            }
        }
    }
    return parts.join(' ');
}
