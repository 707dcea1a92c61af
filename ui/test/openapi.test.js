import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bodyOf, filled, groups, kind } from '../static/logic/openapi.js';

const document = JSON.parse(readFileSync(new URL('../../server/src/main/resources/openapi.json', import.meta.url)));
const known = groups(document);
const operation = (id) => known.flatMap(({ operations }) => operations).find((one) => one.id === id);

test('every operation of the document is in a group', () => {
    const methods = Object.values(document.paths).flatMap(Object.values).filter(({ operationId }) => operationId);
    assert.equal(known.flatMap(({ operations }) => operations).length, methods.length);
});

test('parameters are followed to where they are described', () => {
    assert.ok(operation('getMeasures').parameters.some(({ name, in: place }) => name === 'id' && place === 'path'));
    assert.ok(operation('getMeasures').parameters.every(({ name }) => name));
});

test('bodies have an example, of the document or made of the schema', () => {
    for (const one of known.flatMap(({ operations }) => operations)) {
        const body = bodyOf(document, one);
        assert.ok(body === null || body.example !== undefined || body.type !== 'application/json', one.id);
    }
    assert.ok(bodyOf(document, operation('getAggregates')).example.operations);
});

test('paths are filled and escaped', () => {
    assert.equal(filled('/v1/metric/{id}/x', { id: 'a b' }), '/v1/metric/a%20b/x');
    assert.equal(kind(document, { type: 'array', items: { $ref: '#/components/schemas/Point' } }), 'array of Point');
});
