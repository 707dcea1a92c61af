// What the server's way of knowing people asks of a person.
import { Field, Notice } from '../parts/blocks.js';
import { Logo } from '../parts/icons.js';
import { useTrying } from '../parts/trying.js';
import { html, later, useState } from '../view.js';

const ByToken = later(() => import('./keystone.js'));

export default function SignIn({ settings, onDone }) {
    const kind = { name: ByName, token: ByToken }[settings.sign_in] ?? ByFrontServer;
    return html`<div class="sign-in">
        <${Logo} />
        <h1>Gnocchi</h1>
        <${kind} settings=${settings} onDone=${onDone} />
    </div>`;
}

function ByName({ onDone }) {
    const [user, setUser] = useState('admin');
    const [password, setPassword] = useState('');
    const { error, busy, attempt } = useTrying(onDone);
    const given = () => ({ kind: 'name', user, password });
    return html`<form onSubmit=${(e) => attempt(e, given)}>
        <${Field} label="User" hint="admin may see and change everything">
            ${(id) => html`<input ...${id} autofocus autocomplete="username" required value=${user}
                onInput=${(e) => setUser(e.target.value)} />`}
        <//>
        <${Field} label="Password" hint="Leave it empty unless your server asks for one">
            ${(id) => html`<input ...${id} type="password" autocomplete="current-password" value=${password}
                onInput=${(e) => setPassword(e.target.value)} />`}
        <//>
        ${error && html`<${Notice} kind="error">${error}<//>`}
        <button class="primary" disabled=${busy}>Sign in</button>
    </form>`;
}

// Nothing can be given here; who stands in front did not do its part.
function ByFrontServer() {
    return html`<${Notice} kind="error">
            The server in front of this one did not say who you are. Come through its address, or ask who runs it.
        <//>
        <button class="primary" onClick=${() => location.reload()}>Try again</button>`;
}
