import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../static/logic/json.js';
import { csv } from '../static/logic/csv.js';
import { aligned, finest, fitting, granularitiesOf, pointsOf, summary } from '../static/logic/series.js';

const ROWS = [
    ['2026-01-01T00:00:00+00:00', 3600, 5],
    ['2026-01-01T00:00:00+00:00', 60, 1],
    ['2026-01-01T00:01:00+00:00', 60, 2],
];
const START = Date.parse('2026-01-01T00:00:00Z') / 1000;
const POLICY = {
    definition: [
        { granularity: '1:00:00', timespan: '365 days, 0:00:00' },
        { granularity: '0:01:00', timespan: '7 days, 0:00:00' },
    ],
};

test('bare NaN and Infinity are read, and texts that look so stay', () => {
    assert.deepEqual(parse('[NaN, -Infinity, 1.5, "NaN, \\"Infinity"]'), [null, null, 1.5, 'NaN, "Infinity']);
});

test('the finest granularity is shown unless one is chosen', () => {
    assert.equal(finest([ROWS]), 60);
    assert.deepEqual(pointsOf(ROWS), [[START, 1], [START + 60, 2]]);
    assert.deepEqual(pointsOf(ROWS, 3600), [[START, 5]]);
});

test('series are brought to the same instants, with gaps', () => {
    const columns = aligned([{ points: [[1, 10], [3, 30]] }, { points: [[2, 20]] }]);
    assert.deepEqual(columns, [[1, 2, 3], [10, null, 30], [null, 20, null]]);
});

test('a legend passes over gaps', () => {
    assert.deepEqual(summary([null, 4, 2, null]), { least: 2, most: 4, mean: 3, last: 2, count: 2 });
    assert.equal(summary([null]).mean, null);
});

test('the granularity fits the range, the retention and the width', () => {
    const known = granularitiesOf(POLICY);
    const now = START * 1000;
    const hours = (many) => now - many * 3600e3;
    assert.equal(fitting(known, hours(6), now, now, 800), 60);
    assert.equal(fitting(known, hours(24 * 30), now, now, 800), 3600);
    assert.equal(fitting(known, hours(24 * 4000), now, now, 800), 3600);
});

test('a spreadsheet gets a line for each instant and quotes names', () => {
    const text = csv([{ name: 'a, "b"', points: [[START, 1]] }, { name: 'c', points: [[START + 60, 2]] }]);
    assert.equal(text, 'time,"a, ""b""",c\n2026-01-01T00:00:00.000Z,1,\n2026-01-01T00:01:00.000Z,,2\n');
});
