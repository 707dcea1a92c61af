import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiTime, momentOf, moved, rangeText, scaled, spanOf, spanText } from '../static/logic/time.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');

test('spans are read as the server writes them', () => {
    assert.equal(spanOf('0:01:00'), 60);
    assert.equal(spanOf('1 day, 0:00:00'), 86400);
    assert.equal(spanOf('365 days, 1:30:00'), 365 * 86400 + 5400);
    assert.equal(spanOf('0:00:00.500000'), 0.5);
    assert.equal(spanOf(null), null);
    assert.equal(spanOf('soon'), null);
});

test('spans are said in at most two units', () => {
    assert.equal(spanText(300), '5 min');
    assert.equal(spanText(5400), '1 h 30 min');
    assert.equal(spanText(0.5), '500 ms');
    assert.equal(spanText(365 * 86400), '1 y');
    assert.equal(spanText(null), 'for ever');
});

test('moments are relative, now, or dates', () => {
    assert.equal(momentOf('-1h', NOW), NOW - 3600e3);
    assert.equal(momentOf('now', NOW), NOW);
    assert.equal(momentOf('2026-01-01T00:00:00Z', NOW), Date.parse('2026-01-01T00:00:00Z'));
    assert.equal(momentOf('whenever', NOW), null);
    assert.equal(apiTime(NOW + 750), '2026-03-01T12:00:00Z');
});

test('a range of the usual ones is called so', () => {
    assert.equal(rangeText('-6h', 'now'), 'Last 6 hours');
    assert.equal(rangeText('-5400s', 'now'), 'Last 1 h 30 min');
    assert.match(rangeText('2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z'), /2020.* – /);
});

test('a range moves by parts of itself and stays live when it reaches now', () => {
    const earlier = moved('-2h', 'now', -0.5, NOW);
    assert.deepEqual(earlier, { from: '2026-03-01T09:00:00Z', to: '2026-03-01T11:00:00Z' });
    assert.deepEqual(moved(earlier.from, earlier.to, 0.5, NOW), { from: '-7200s', to: 'now' });
});

test('a range widens and narrows around its middle, and never beyond now', () => {
    const [from, to] = ['2026-03-01T02:00:00Z', '2026-03-01T04:00:00Z'];
    assert.deepEqual(scaled(from, to, 2, NOW), { from: '2026-03-01T01:00:00Z', to: '2026-03-01T05:00:00Z' });
    assert.deepEqual(scaled(from, to, 0.5, NOW), { from: '2026-03-01T02:30:00Z', to: '2026-03-01T03:30:00Z' });
    assert.deepEqual(scaled('-1h', 'now', 2, NOW), { from: '-7200s', to: 'now' });
    assert.deepEqual(scaled('-1h', 'now', 0.5, NOW), { from: '-1800s', to: 'now' });
});
