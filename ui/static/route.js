// Where in the console one is: the fragment of the address, `#/explore?type=host`. Everything worth
// sharing stands there.
import { useEffect, useState } from './view.js';

// {page, params} of an address; params is a URLSearchParams.
export function routeOf(hash) {
    const [path, query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
    return { page: path.split('/')[0], params: new URLSearchParams(query) };
}

export function addressOf(page, params) {
    const query = params ? new URLSearchParams(params).toString() : '';
    return `#/${page}${query ? `?${query}` : ''}`;
}

// Goes there. `replace` leaves no step in the browser's history.
export function go(page, params, { replace = false } = {}) {
    const address = addressOf(page, params);
    if (address === location.hash) {
        return;
    }
    if (replace) {
        history.replaceState(null, '', address);
        dispatchEvent(new Event('hashchange'));
    } else {
        location.hash = address;
    }
}

export function useRoute() {
    const [route, set] = useState(() => routeOf(location.hash));
    useEffect(() => {
        const moved = () => set(routeOf(location.hash));
        addEventListener('hashchange', moved);
        return () => removeEventListener('hashchange', moved);
    }, []);
    return route;
}
