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
