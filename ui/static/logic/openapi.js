// The API's own description, made ready to be shown.

// What `$ref` leads to, or the thing itself.
export function followed(document, thing) {
    let found = thing;
    for (let left = 8; found?.$ref && left > 0; left--) {
        found = found.$ref
            .slice(2)
            .split('/')
            .reduce((inside, name) => inside?.[name.replaceAll('~1', '/').replaceAll('~0', '~')], document);
    }
    return found;
}

// [{name, description, operations: [{id, method, path, …}]}] by tag, in the order of the document.
export function groups(document) {
    const byTag = new Map(document.tags.map(({ name, description }) => [name, { name, description, operations: [] }]));
    for (const [path, methods] of Object.entries(document.paths)) {
        const shared = methods.parameters ?? [];
        for (const [method, operation] of Object.entries(methods)) {
            if (operation.operationId) {
                byTag.get(operation.tags[0]).operations.push({
                    ...operation,
                    id: operation.operationId,
                    method: method.toUpperCase(),
                    path,
                    parameters: [...shared, ...(operation.parameters ?? [])].map((one) => followed(document, one)),
                });
            }
        }
    }
    return [...byTag.values()].filter(({ operations }) => operations.length > 0);
}

// A schema in a few words: `string, uuid`, `array of Point`, `mean | max`.
export function kind(document, schema) {
    if (!schema) {
        return '';
    }
    if (schema.$ref) {
        return schema.$ref.split('/').pop();
    }
    if (schema.enum) {
        return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
    }
    const several = schema.oneOf ?? schema.anyOf;
    if (several) {
        return several.map((one) => kind(document, one)).join(' or ');
    }
    const type = [schema.type ?? (schema.properties ? 'object' : 'any')].flat().join(' or ');
    if (schema.items) {
        return `array of ${kind(document, schema.items)}`;
    }
    return schema.format ? `${type}, ${schema.format}` : type;
}

// What a parameter may be, as texts, when that is a few words; else null.
export function choicesOf(document, schema) {
    const found = followed(document, schema);
    return found?.type === 'boolean' ? ['true', 'false'] : (found?.enum?.map(String) ?? null);
}

// Something a body could be: the example there is, or one made of the schema.
export function exampleOf(document, media) {
    if (!media) {
        return undefined;
    }
    if (media.example !== undefined) {
        return media.example;
    }
    const named = Object.values(media.examples ?? {})[0];
    return named ? followed(document, named).value : made(document, media.schema, 0);
}

function made(document, schema, depth) {
    const found = followed(document, schema);
    if (!found || depth > 5) {
        return null;
    }
    if (found.example !== undefined || found.examples || found.default !== undefined || found.enum) {
        return found.example ?? found.examples?.[0] ?? found.default ?? found.enum[0];
    }
    const one = (found.oneOf ?? found.anyOf ?? found.allOf)?.[0];
    if (one) {
        return made(document, one, depth + 1);
    }
    const type = [found.type].flat()[0];
    if (type === 'object' || found.properties) {
        const entries = Object.entries(found.properties ?? {}).map(([name, of]) => [name, made(document, of, depth + 1)]);
        return Object.fromEntries(entries);
    }
    if (type === 'array') {
        return found.items ? [made(document, found.items, depth + 1)] : [];
    }
    return { string: '', integer: 0, number: 0, boolean: false }[type] ?? null;
}

// The body of a request: {type, example, schema}; JSON when there is a choice.
export function bodyOf(document, operation) {
    const content = followed(document, operation.requestBody)?.content;
    if (!content) {
        return null;
    }
    const type = Object.keys(content).find((one) => one.includes('json')) ?? Object.keys(content)[0];
    return { type, schema: content[type].schema, example: exampleOf(document, content[type]) };
}

// The path with its parameters put in.
export function filled(path, values) {
    return path.replace(/\{([^}]+)\}/g, (_, name) => encodeURIComponent(values[name] ?? ''));
}
