// The text language of searches, as far as a person who writes it is to be helped.

const TOKEN = /\s+|"[^"]*"?|'[^']*'?|>=|<=|!=|==|[=<>≠≥≤()[\],]|[^\s"'=<>!≠≥≤()[\],]+|!/g;
const COMPARING = ['=', '!=', 'like', '>', '<', '>=', '<=', 'in'];
const COMPARISONS = new Set([...COMPARING, '==', 'eq', 'ne', 'lt', 'gt', 'le', 'ge', '≠', '≥', '≤']);
const JOINING = new Set(['and', 'or', '∧', '∨']);

// Pieces of a filter: {from, to, text}, blanks left out.
export function tokens(text) {
    const pieces = [];
    for (const found of text.matchAll(TOKEN)) {
        if (found[0].trim() !== '') {
            pieces.push({ from: found.index, to: found.index + found[0].length, text: found[0] });
        }
    }
    return pieces;
}

// Words with no comparison among them: someone is looking for a name.
export function isPlainWords(text) {
    const pieces = tokens(text);
    return pieces.length > 0 && pieces.every(({ text: word }) => !COMPARISONS.has(word) && !/[=<>()[\]]/.test(word));
}

// A text as a literal of the language, which has no escapes.
export function literal(text) {
    return text.includes('"') ? `'${text.replaceAll("'", '_')}'` : `"${text}"`;
}

// Plain words as a filter: each must be part of the name or of a text attribute.
export function filterOfWords(text, attributes) {
    const names = ['original_resource_id', ...attributes];
    return tokens(text)
        .map(({ text: word }) => {
            const part = literal(`%${word.replace(/^["']|["']$/g, '')}%`);
            const either = names.map((name) => `${name} like ${part}`);
            return either.length > 1 ? `(${either.join(' or ')})` : either[0];
        })
        .join(' and ');
}

// All of them, each in brackets when there are several.
export function both(...filters) {
    const said = filters.filter(Boolean);
    return said.length > 1 ? said.map((filter) => `(${filter})`).join(' and ') : (said[0] ?? '');
}

export function filterOfIds(ids) {
    return ids.length === 0 ? '' : `id in [${ids.map((id) => `"${id}"`).join(', ')}]`;
}

// What may stand at the caret: {from, to, kind, attribute?, options}. Values are asked of `valuesOf`.
export function completion(text, caret, attributes, valuesOf) {
    const pieces = tokens(text.slice(0, caret));
    const touching = pieces.length > 0 && pieces[pieces.length - 1].to === caret;
    const begun = touching && !/^[()[\],]$/.test(pieces[pieces.length - 1].text) ? pieces.pop() : null;
    const from = begun ? begun.from : caret;
    const typed = begun ? begun.text : '';
    const { kind, attribute } = expected(pieces);
    const offered = {
        attribute: () => attributes.map((name) => ({ text: name, note: 'attribute' })),
        comparison: () => COMPARING.map((sign) => ({ text: sign, note: MEANING[sign] })),
        value: () => valuesOf(attribute).map((value) => ({ text: literal(value), note: attribute })),
        joining: () => [{ text: 'and' }, { text: 'or' }],
    }[kind]();
    const start = typed.replace(/^["']/, '').toLowerCase();
    const options = offered.filter(({ text: option }) => {
        const bare = option.replace(/^"|"$/g, '').toLowerCase();
        return bare.includes(start) && option !== typed;
    });
    return { from, to: caret, kind, options: options.slice(0, 30) };
}

const MEANING = {
    '=': 'equals',
    '!=': 'differs from',
    like: '% any text, _ any character',
    '>': 'greater',
    '<': 'less',
    '>=': 'at least',
    '<=': 'at most',
    in: 'one of a list',
};

function expected(pieces) {
    let state = { kind: 'attribute' };
    for (const { text } of pieces) {
        if (text === '(' || text === 'not') {
            state = { kind: 'attribute' };
        } else if (text === '[' || text === ',') {
            state = { kind: 'value', attribute: state.attribute };
        } else if (JOINING.has(text)) {
            state = { kind: 'attribute' };
        } else if (COMPARISONS.has(text)) {
            state = { kind: 'value', attribute: state.attribute };
        } else if (state.kind === 'attribute') {
            state = { kind: 'comparison', attribute: text };
        } else {
            state = { kind: 'joining', attribute: state.attribute };
        }
    }
    return state;
}
