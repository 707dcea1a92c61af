import assert from 'node:assert/strict';
import { test } from 'node:test';
import { both, completion, filterOfIds, filterOfWords, isPlainWords, literal } from '../static/logic/filter.js';

const offered = (text, caret = text.length) =>
    completion(text, caret, ['host', 'zone'], (name) => (name === 'host' ? ['web-1', 'web-2', 'db-1'] : []));

test('a beginning offers attributes', () => {
    assert.deepEqual(offered('').options.map(({ text }) => text), ['host', 'zone']);
    assert.deepEqual(offered('ho').options.map(({ text }) => text), ['host']);
});

test('after an attribute come comparisons, then its values, then more', () => {
    assert.equal(offered('host ').kind, 'comparison');
    assert.deepEqual(offered('host = "w').options.map(({ text }) => text), ['"web-1"', '"web-2"']);
    assert.deepEqual(offered('host in ["web-1", ').options.length, 3);
    assert.equal(offered('host = "web-1" ').kind, 'joining');
    assert.equal(offered('host = "web-1" and ').kind, 'attribute');
    assert.equal(offered('(not ').kind, 'attribute');
});

test('what is offered takes the place of what was begun', () => {
    const { from, to } = offered('zone = "a" and ho');
    assert.deepEqual([from, to], [15, 17]);
});

test('plain words look for names and texts', () => {
    assert.ok(isPlainWords('web 1'));
    assert.ok(!isPlainWords('host = "web"'));
    assert.equal(filterOfWords('web', []), 'original_resource_id like "%web%"');
    assert.equal(
        filterOfWords('web a', ['host']),
        '(original_resource_id like "%web%" or host like "%web%") and (original_resource_id like "%a%" or host like "%a%")',
    );
});

test('filters join, and texts with quotes find other quotes', () => {
    assert.equal(both('', 'a = 1'), 'a = 1');
    assert.equal(both('a = 1 or b = 2', 'c = 3'), '(a = 1 or b = 2) and (c = 3)');
    assert.equal(filterOfIds(['x', 'y']), 'id in ["x", "y"]');
    assert.equal(literal('say "no"'), '\'say "no"\'');
});
