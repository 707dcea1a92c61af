// The frame around all pages: who is here, where one is, light or dark.
import { whenUnknown } from './api.js';
import { Notice } from './parts/blocks.js';
import { Icon, Logo } from './parts/icons.js';
import { addressOf, go, useRoute } from './route.js';
import { session } from './session.js';
import { Missing, html, later, render, useEffect, useErrorBoundary, useState } from './view.js';

const loading = html`<div class="skeleton" role="status" aria-label="Loading"></div>`;
const SignIn = later(() => import('./pages/sign-in.js'), loading);
const PAGES = [
    ['explore', 'Explore', later(() => import('./pages/explore.js'), loading)],
    ['playground', 'Playground', later(() => import('./pages/playground.js'), loading)],
    ['policies', 'Policies', later(() => import('./pages/policies.js'), loading)],
    ['types', 'Types', later(() => import('./pages/types.js'), loading)],
    ['status', 'Status', later(() => import('./pages/status.js'), loading)],
    ['api', 'API', later(() => import('./pages/api.js'), loading)],
];
const THEME = 'gnocchi.theme';

function useTheme() {
    const system = matchMedia('(prefers-color-scheme: dark)');
    const [theme, set] = useState(
        () => localStorage.getItem(THEME) ?? (system.matches ? 'dark' : 'light'),
    );
    useEffect(() => {
        document.documentElement.dataset.theme = theme;
        dispatchEvent(new Event('themechange'));
    }, [theme]);
    const turn = () => {
        const other = theme === 'dark' ? 'light' : 'dark';
        localStorage.setItem(THEME, other);
        set(other);
    };
    return [theme, turn];
}

function App({ settings }) {
    const route = useRoute();
    const [theme, turn] = useTheme();
    const [who, setWho] = useState(
        () => session.known ?? (settings.sign_in === 'nothing' ? { kind: 'nothing' } : null),
    );
    const leave = () => {
        session.end();
        setWho(null);
    };
    useEffect(() => whenUnknown(leave), []);
    const page = PAGES.find(([key]) => key === route.page) ?? PAGES[0];
    useEffect(() => {
        document.title = `${page[1]} · Gnocchi`;
        if (!route.page) {
            go(page[0], null, { replace: true });
        }
    }, [page[0]]);
    const open = page[0] === 'api';
    const other = theme === 'dark' ? 'light' : 'dark';
    const own = html`
        <button class="quiet" onClick=${turn} aria-label=${`Change to ${other}`}>
            <${Icon} name=${other} /><span>${other === 'dark' ? 'Dark' : 'Light'}</span>
        </button>
        ${who &&
        who.kind !== 'nothing' &&
        html`<button class="quiet" onClick=${leave} aria-label=${who.user ? `Sign out ${who.user}` : 'Sign out'}>
            <${Icon} name="leave" /><span class="who">${who.user || 'Sign out'}</span>
        </button>`}
    `;
    return html`
        <a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
        <nav class="rail" aria-label="Pages">
            <a class="brand" href="#/explore" aria-label="Gnocchi"><${Logo} /><span>Gnocchi</span></a>
            ${PAGES.map(
                ([key, name]) => html`<a
                    class="page"
                    key=${key}
                    href=${addressOf(key)}
                    aria-current=${key === page[0] ? 'page' : undefined}
                    ><${Icon} name=${key} /><span>${name}</span></a
                >`,
            )}
            <div class="foot">${own}</div>
        </nav>
        <main id="main" tabindex="-1">
            <div class="phone-bar">
                <a class="brand" href="#/explore" aria-label="Gnocchi"><${Logo} /><span>Gnocchi</span></a>
                <span>${own}</span>
            </div>
            ${who || open
                ? html`<${Page} key=${page[0]} of=${page[2]} ...${{ route, settings, who }} />`
                : html`<${Page} key="sign-in" of=${SignIn} settings=${settings} onDone=${setWho} />`}
        </main>
    `;
}

function skip(event) {
    event.preventDefault();
    document.getElementById('main').focus();
}

// What goes wrong in a page stays in it.
function Page({ of, ...rest }) {
    const [broken] = useErrorBoundary((error) => console.error(error));
    if (broken) {
        return html`<${Notice} kind="error">
            <span>${broken instanceof Missing ? 'The server has changed, or does not answer.' : 'This page has met a mistake of ours.'}</span>
            <button class="small" onClick=${() => location.reload()}>Load the page anew</button>
        <//>`;
    }
    return html`<${of} ...${rest} />`;
}

// Waits a little for a server that is just starting.
async function settings() {
    for (let left = 3; ; left--) {
        try {
            return await (await fetch('settings', { headers: { Accept: 'application/json' } })).json();
        } catch (e) {
            if (left === 0) {
                throw e;
            }
            await new Promise((done) => setTimeout(done, 700));
        }
    }
}

async function start() {
    const place = document.getElementById('app');
    try {
        const known = await settings();
        place.textContent = '';
        render(html`<${App} settings=${known} />`, place);
    } catch (e) {
        place.innerHTML = '';
        render(html`<p class="boot">The server does not answer. ${String(e.message ?? e)}</p>`, place);
    }
}

start();
