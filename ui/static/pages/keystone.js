// Signing in by Keystone: with a password, for which it gives a token, or with a token.
import { Field, Notice, Segments } from '../parts/blocks.js';
import '../parts/further.js';
import { useTrying } from '../parts/trying.js';
import { html, useState } from '../view.js';

export default function ByToken({ settings, onDone }) {
    const [way, setWay] = useState('password');
    const [form, setForm] = useState({ user: '', password: '', project: '', domain: 'Default', token: '' });
    const { error, busy, attempt } = useTrying(onDone);
    const input = (name, rest = {}) => (id) => html`<input ...${id} ...${rest} required value=${form[name]}
        onInput=${(e) => setForm({ ...form, [name]: e.target.value })} />`;
    const given = async () =>
        way === 'token'
            ? { kind: 'token', token: form.token.trim() }
            : { kind: 'token', user: form.user, token: await tokenFrom(settings.keystone, form) };
    return html`<form onSubmit=${(e) => attempt(e, given)}>
        <p class="calm">Keystone at ${settings.keystone}</p>
        <${Segments} label="How to sign in" value=${way} onChange=${setWay}
            options=${[['password', 'Password'], ['token', 'Token']]} />
        ${way === 'token'
            ? html`<${Field} key="token" label="Token" hint="openstack token issue -f value -c id">
                  ${input('token', { autocomplete: 'off', spellcheck: false })}
              <//>`
            : html`
                  <${Field} label="User">${input('user', { autocomplete: 'username' })}<//>
                  <${Field} label="Password">${input('password', { type: 'password', autocomplete: 'current-password' })}<//>
                  <${Field} label="Project">${input('project')}<//>
                  <${Field} label="Domain" hint="by name, of user and project">${input('domain')}<//>
              `}
        ${error && html`<${Notice} kind="error">${error}<//>`}
        <button class="primary" disabled=${busy}>Sign in</button>
    </form>`;
}

// A token from Keystone for a user, password and project.
async function tokenFrom(keystone, { user, password, project, domain }) {
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
