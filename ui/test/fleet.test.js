// The figures are also those of the server's ShapeTest: both simulate the same fleet.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { chance, measuresAt, thingsOf, valueAt } from '../static/logic/fleet.js';

const fleet = JSON.parse(readFileSync(new URL('../static/demo/fleet.json', import.meta.url)));
const things = thingsOf(fleet);

test('chance is the server\'s', () => {
    assert.equal(chance(3, 1700000000), 0.09684979286976159);
    assert.equal(chance(0, -5), 0.9832002436742187);
});

test('values are the server\'s', () => {
    const [processor] = things[0].metrics;
    assert.ok(Math.abs(valueAt(processor.metric, processor.thing, 1700043210) - 44.54752541023755) < 1e-9);
    const memory = things[7].metrics[1];
    assert.equal(memory.thing, 35);
    assert.ok(Math.abs(valueAt(memory.metric, memory.thing, 1700000000) - 2908795462.320475) < 1e-3);
});

test('a post has every metric of every thing', () => {
    const body = measuresAt(things, [1700000000]);
    assert.equal(Object.keys(body).length, 34);
    assert.equal(body['host-1']['cpu.util'].length, 1);
});
