// Who is at the browser. What they gave is kept in this tab until it is closed.

const PLACE = 'gnocchi.session';

function read() {
    try {
        return JSON.parse(sessionStorage.getItem(PLACE));
    } catch {
        return null;
    }
}

let known = read();

export const session = {
    // {kind: 'name', user, password} | {kind: 'token', token, user} | {kind: 'nothing'} | null
    get known() {
        return known;
    },

    begin(given) {
        known = given;
        sessionStorage.setItem(PLACE, JSON.stringify(given));
    },

    end() {
        known = null;
        sessionStorage.removeItem(PLACE);
    },
};

// The headers that tell the server who asks.
export function headersOf(given) {
    switch (given?.kind) {
        case 'name':
            return { Authorization: `Basic ${base64(`${given.user}:${given.password}`)}` };
        case 'token':
            return { 'X-Auth-Token': given.token };
        default:
            return {};
    }
}

function base64(text) {
    return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

// A token from Keystone for a user, password and project.
export async function tokenFrom(keystone, { user, password, project, domain }) {
    const inDomain = { name: domain || 'Default' };
    const body = {
        auth: {
            identity: {
                methods: ['password'],
                password: { user: { name: user, password, domain: inDomain } },
            },
            scope: { project: { name: project, domain: inDomain } },
        },
    };
    let reply;
    try {
        reply = await fetch(`${keystone.replace(/\/(v3\/?)?$/, '')}/v3/auth/tokens`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
        });
    } catch {
        throw new Error(
            'Keystone cannot be reached from this page, or does not allow it (CORS). Paste a token instead.',
        );
    }
    if (!reply.ok) {
        throw new Error(
            reply.status === 401
                ? 'Keystone does not know this user, password and project.'
                : `Keystone answered ${reply.status}.`,
        );
    }
    const token = reply.headers.get('X-Subject-Token');
    if (!token) {
        throw new Error('Keystone does not show its tokens to pages (CORS). Paste a token instead.');
    }
    return token;
}
