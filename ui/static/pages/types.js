// Resource types: what resources are described by.
import { call, get, segment } from '../api.js';
import { Field, Loaded, Notice, useLoaded } from '../parts/blocks.js';
import { Confirm, Dialog } from '../parts/dialog.js';
import { Icon } from '../parts/icons.js';
import { addressOf } from '../route.js';
import { html, useState } from '../view.js';

const KINDS = ['string', 'number', 'bool', 'uuid', 'datetime'];
const PATCH = 'application/json-patch+json';

export default function Types() {
    const types = useLoaded((signal) => get('resource_type', {}, signal), []);
    const [open, show] = useState(null);
    const close = () => show(null);
    const done = () => {
        close();
        types.again();
    };
    return html`
        <div class="head">
            <h1>Resource types</h1>
            <button class="primary" onClick=${() => show({ create: true })}><${Icon} name="plus" />New type</button>
            <p>What resources are described by. Every resource has an id, a user, a project and a lifetime; a type adds attributes.</p>
        </div>
        <${Loaded} of=${types}>
            ${(known) => html`<div class="cards">
                ${known.map((type) => html`<${Card} key=${type.name} type=${type} show=${show} />`)}
            </div>`}
        <//>
        ${open?.create && html`<${Creation} onClose=${close} onDone=${done} />`}
        ${open?.add && html`<${Addition} type=${open.add} onClose=${close} onDone=${done} />`}
        ${open?.remove &&
        html`<${Confirm}
            title=${`Delete the attribute ${open.attribute}?`}
            text=${`All resources of the type ${open.remove.name} lose it, with its values, also in their history.`}
            action=${() =>
                call('PATCH', `resource_type/${segment(open.remove.name)}`, {
                    type: PATCH,
                    body: [{ op: 'remove', path: `/attributes/${open.attribute}` }],
                })}
            onClose=${close}
            onDone=${done}
        />`}
        ${open?.delete &&
        html`<${Confirm}
            title=${`Delete the type ${open.delete.name}?`}
            text="Only a type without resources can be deleted."
            action=${() => call('DELETE', `resource_type/${segment(open.delete.name)}`)}
            onClose=${close}
            onDone=${done}
        />`}
    `;
}

function Card({ type, show }) {
    const attributes = Object.entries(type.attributes);
    const own = type.name !== 'generic';
    return html`<section class="card stack" aria-label=${`Type ${type.name}`}>
        <div class="row between">
            <h2>${type.name}</h2>
            ${type.state !== 'active' && html`<span class="tag bad">${type.state}</span>`}
            <span class="row">
                <a class="button small quiet" href=${addressOf('explore', { type: type.name })}>Explore</a>
                ${own &&
                html`<button class="icon-only quiet" aria-label=${`Delete the type ${type.name}`} onClick=${() => show({ delete: type })}>
                    <${Icon} name="trash" />
                </button>`}
            </span>
        </div>
        ${attributes.length === 0
            ? html`<p class="soft">${own ? 'No attributes.' : 'What all types share; it has no attributes.'}</p>`
            : html`<table>
                  <thead>
                      <tr><th scope="col">Attribute</th><th scope="col">Kind</th><th><span class="unseen">Delete</span></th></tr>
                  </thead>
                  <tbody>
                      ${attributes.map(
                          ([name, attribute]) => html`<tr key=${name}>
                              <td class="mono">${name}</td>
                              <td>${attribute.type} <small>${limits(attribute)}</small></td>
                              <td class="number">
                                  <button
                                      class="icon-only quiet"
                                      aria-label=${`Delete the attribute ${name} of ${type.name}`}
                                      onClick=${() => show({ remove: type, attribute: name })}
                                  >
                                      <${Icon} name="close" />
                                  </button>
                              </td>
                          </tr>`,
                      )}
                  </tbody>
              </table>`}
        ${own && html`<div><button class="small" onClick=${() => show({ add: type })}><${Icon} name="plus" />Attribute</button></div>`}
    </section>`;
}

function limits({ required, min, max, min_length: least, max_length: most }) {
    const bounds = [
        least ? `at least ${least} long` : '',
        most !== undefined && most !== 255 && most !== 256 ? `at most ${most} long` : '',
        min !== undefined && min !== null ? `from ${min}` : '',
        max !== undefined && max !== null ? `to ${max}` : '',
    ];
    return [required ? 'required' : 'optional', ...bounds].filter(Boolean).join(', ');
}

const blank = () => ({ name: '', type: 'string', required: false, fill: '' });

function AttributeFields({ value, onChange, withFill }) {
    const set = (name) => (e) => onChange({ ...value, [name]: e.target.type === 'checkbox' ? e.target.checked : e.target.value });
    return html`<div class="fields">
        <${Field} label="Attribute">
            ${(id) => html`<input ...${id} required maxlength="63" pattern="[a-zA-Z0-9][a-zA-Z0-9_]*" title="letters, digits and _" value=${value.name} onInput=${set('name')} />`}
        <//>
        <${Field} label="Kind">
            ${(id) => html`<select ...${id} value=${value.type} onChange=${set('type')}>${KINDS.map((kind) => html`<option key=${kind}>${kind}</option>`)}</select>`}
        <//>
        <label class="check"><input type="checkbox" checked=${value.required} onChange=${set('required')} />required</label>
        ${withFill &&
        value.required &&
        html`<${Field} label="For resources there are" hint="the value they get">
            ${(id) => html`<input ...${id} required value=${value.fill} onInput=${set('fill')} />`}
        <//>`}
    </div>`;
}

function Creation({ onClose, onDone }) {
    const [name, setName] = useState('');
    const [attributes, set] = useState([blank()]);
    const [error, fail] = useState(null);
    const save = async (event) => {
        event.preventDefault();
        const said = attributes.filter((attribute) => attribute.name);
        const body = { name, attributes: Object.fromEntries(said.map(({ name: key, type, required }) => [key, { type, required }])) };
        try {
            await call('POST', 'resource_type', { body });
            onDone();
        } catch (e) {
            fail(e);
        }
    };
    return html`<${Dialog} title="New resource type" onClose=${onClose}>
        <form class="stack" onSubmit=${save}>
            <${Field} label="Name">
                ${(id) => html`<input ...${id} required maxlength="255" pattern="[^\\/]+" title="no slashes" value=${name} onInput=${(e) => setName(e.target.value)} />`}
            <//>
            ${attributes.map(
                (attribute, at) => html`<div class="row line" key=${at}>
                    <div class="grow"><${AttributeFields} value=${attribute} onChange=${(next) => set(attributes.with(at, next))} /></div>
                    <button type="button" class="icon-only quiet" aria-label=${`Leave out attribute ${attribute.name}`} onClick=${() => set(attributes.toSpliced(at, 1))}>
                        <${Icon} name="close" />
                    </button>
                </div>`,
            )}
            <div><button type="button" class="small" onClick=${() => set([...attributes, blank()])}><${Icon} name="plus" />Attribute</button></div>
            ${error && html`<${Notice} kind="error">${error.message}<//>`}
            <footer><button type="button" onClick=${onClose}>Cancel</button><button class="primary">Create</button></footer>
        </form>
    <//>`;
}

function Addition({ type, onClose, onDone }) {
    const [attribute, set] = useState(blank());
    const [error, fail] = useState(null);
    const save = async (event) => {
        event.preventDefault();
        const { name, type: kind, required, fill } = attribute;
        const value = { type: kind, required, ...(required && { options: { fill: filled(kind, fill) } }) };
        try {
            await call('PATCH', `resource_type/${segment(type.name)}`, { type: PATCH, body: [{ op: 'add', path: `/attributes/${name}`, value }] });
            onDone();
        } catch (e) {
            fail(e);
        }
    };
    return html`<${Dialog} title=${`New attribute of ${type.name}`} onClose=${onClose}>
        <form class="stack" onSubmit=${save}>
            <${AttributeFields} value=${attribute} onChange=${set} withFill />
            ${error && html`<${Notice} kind="error">${error.message}<//>`}
            <footer><button type="button" onClick=${onClose}>Cancel</button><button class="primary">Add</button></footer>
        </form>
    <//>`;
}

function filled(kind, text) {
    if (kind === 'number') {
        return Number(text);
    }
    return kind === 'bool' ? /^(true|yes|1|on)$/i.test(text) : text;
}
