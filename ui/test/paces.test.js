import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paces, totals } from '../static/logic/paces.js';

test('what a process tells is added up by name', () => {
    const text = [
        '# HELP requests answered',
        'requests_total{route="/v1/metric/{id}",status="200"} 3.0',
        'requests_total{route="/",status="404"} 1.5E1',
        'oldest_seconds NaN',
        'idle 0',
    ].join('\n');
    assert.deepEqual(totals(text), { requests_total: 18, oldest_seconds: NaN, idle: 0 });
});

test('a pace is the mean of the seconds before', () => {
    const moments = [0, 2, 4, 6, 8].map((at) => ({ at, puts: at * at }));
    assert.deepEqual(paces(moments, ({ puts }) => puts, 4), [
        [0, null],
        [2, 2],
        [4, 4],
        [6, 8],
        [8, 12],
    ]);
});

test('a process that began anew, or told nothing, has no pace there', () => {
    const moments = [{ at: 0, puts: 9 }, { at: 1, puts: 2 }, { at: 2 }, { at: 3, puts: 4 }];
    assert.deepEqual(paces(moments, ({ puts }) => puts, 1).map(([, pace]) => pace), [null, null, null, null]);
});
