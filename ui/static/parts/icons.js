// Drawings of one stroke, 24 by 24; they are decoration and hidden from screen readers.
import { html } from '../view.js';

const PATHS = {
    explore: 'M4 19V5M4 19h16M7.5 15l3.5-4.5 3 2.5 5-7',
    playground: 'M5 7l4 5-4 5M12 17h7',
    policies: 'M4 6h16M4 12h10M4 18h6M18 14v6M15 17h6',
    types: 'M4 4h7v7H4zM13 13h7v7h-7zM17 4v7M13.5 7.5h7M4 17h7',
    status: 'M3 12h4l2.5-6 4 12L16 12h5',
    api: 'M8 4c-3 0-3 2-3 4s0 4-2 4c2 0 2 2 2 4s0 4 3 4M16 4c3 0 3 2 3 4s0 4 2 4c-2 0-2 2-2 4s0 4-3 4',
    light: 'M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v2M12 20v2M4 12H2M22 12h-2M5 5l1.5 1.5M17.5 17.5L19 19M5 19l1.5-1.5M17.5 6.5L19 5',
    dark: 'M20 14.5A8.5 8.5 0 019.5 4a8.5 8.5 0 1010.5 10.5z',
    leave: 'M14 4h5v16h-5M3 12h11M10 8l4 4-4 4',
    left: 'M15 5l-7 7 7 7',
    right: 'M9 5l7 7-7 7',
    out: 'M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L20 20M8 10.5h5',
    in: 'M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L20 20M8 10.5h5M10.5 8v5',
    refresh: 'M20 11a8 8 0 10-2 6M20 5v6h-6',
    download: 'M12 4v11M8 11l4 4 4-4M5 20h14',
    picture: 'M4 5h16v14H4zM4 16l5-5 4 4 2-2 5 5M15.5 9h.01',
    share: 'M10 14a4 4 0 005.7 0l3-3A4 4 0 0013 5.3l-1 1M14 10a4 4 0 00-5.7 0l-3 3A4 4 0 0011 18.7l1-1',
    code: 'M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14',
    close: 'M6 6l12 12M18 6L6 18',
    plus: 'M12 5v14M5 12h14',
    trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5',
    copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
    check: 'M5 12.5l5 5L20 7',
    down: 'M6 9l6 6 6-6',
};

export function Icon({ name }) {
    return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
}

export function Logo() {
    return html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
        <rect x="3" y="8" width="26" height="16" rx="8" fill="#e0a43a" />
        <path
            d="M9 9.5v13M14 8.6v14.8M19 8.6v14.8M24 9.8v12.4"
            stroke="#8a5a12"
            stroke-width="1.8"
            stroke-linecap="round"
        />
    </svg>`;
}
