// The same request for a shell: for curl, and for the command line.
import { originOf, queryText } from '../api.js';
import { curl, gnocchiAggregates } from '../logic/commands.js';
import { html } from '../view.js';
import { Code, Dialog } from './dialog.js';

export default function Elsewhere({ request, wish, who, onClose }) {
    return html`<${Dialog} title="The same elsewhere" onClose=${onClose}>
        <${Commands} ...${{ request, wish, who }} />
    <//>`;
}

export function Commands({ request, wish, who }) {
    return html`<div class="stack">
        <h3>API</h3>
        <${Code} label="request for curl" text=${curl({ ...request, query: queryText(request.query) }, originOf(), who)} />
        <h3>Command line</h3>
        <${Code} label="command" text=${gnocchiAggregates(wish)} />
    </div>`;
}
