import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curl, gnocchiAggregates } from '../static/logic/commands.js';
import { aggregatesOf, operationsOf, paramsOf, queryOf, requestOf, seriesOf, DEFAULTS } from '../static/logic/query.js';

const QUERY = { ...DEFAULTS, type: 'host', metrics: ['cpu'], filter: 'zone = "a"' };

test('an address keeps what differs from the usual, and gives it back', () => {
    const query = { ...QUERY, ids: ['x', 'y'], log: true, refresh: 0, group: ['zone'], combine: 'sum' };
    assert.deepEqual(queryOf(new URLSearchParams(paramsOf(query).toString())), query);
    assert.equal(paramsOf(DEFAULTS).toString(), '');
});

test('an address nobody could have made leads to the usual', () => {
    assert.equal(queryOf(new URLSearchParams('from=whenever&to=now')).from, DEFAULTS.from);
});

test('operations follow the choices', () => {
    assert.equal(operationsOf(QUERY, 'cpu'), '(metric cpu mean)');
    assert.equal(operationsOf({ ...QUERY, combine: 'sum', resample: '3600' }, 'cpu'), '(aggregate sum (resample mean 3600 (metric cpu mean)))');
    assert.equal(operationsOf(QUERY, 'a name*'), '(metric "a name[*]" mean)');
});

test('the same request for a shell', () => {
    const wish = aggregatesOf({ ...QUERY, combine: 'mean', group: ['zone'] }, 'cpu', [], 'A', 'B', 60);
    assert.equal(
        gnocchiAggregates(wish),
        `gnocchi aggregates '(aggregate mean (metric cpu mean))' 'zone = "a"' --resource-type host --start A --stop B --granularity 60 --groupby zone`,
    );
    const line = curl({ ...requestOf(wish), query: 'start=A' }, 'http://h', { kind: 'name', user: 'admin', password: '' });
    assert.equal(
        line,
        `curl -u admin: -H 'Content-Type: application/json' 'http://h/v1/aggregates?start=A' -d '{"operations":"(aggregate mean (metric cpu mean))","resource_type":"host","search":"zone = \\"a\\""}'`,
    );
});

test('a password is never shown', () => {
    const line = curl({ method: 'GET', path: 'status' }, 'http://h', { kind: 'name', user: 'a', password: 'secret' });
    assert.equal(line, 'curl -u a:"$PASSWORD" http://h/v1/status');
});

test('answers become series, of resources, of groups, or of all', () => {
    const rows = [['2026-01-01T00:00:00+00:00', 60, 1]];
    assert.deepEqual(seriesOf({ measures: { id1: { cpu: { mean: rows } } } }, 'cpu', () => 'one'), [{ key: 'id1/cpu', name: 'one', rows }]);
    assert.deepEqual(seriesOf({ measures: { aggregated: rows } }, 'cpu'), [{ key: 'aggregated', name: 'cpu', rows }]);
    const groups = [{ group: { zone: null }, measures: { measures: { aggregated: rows } } }];
    assert.deepEqual(seriesOf(groups, 'cpu'), [{ key: 'none/aggregated', name: 'none', rows }]);
});
