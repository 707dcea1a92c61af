import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { estimate, matches, ruleFor, seconds } from '../static/logic/policies.js';

test('spans are read as people write them', () => {
    assert.equal(seconds('60'), 60);
    assert.equal(seconds('5 min'), 300);
    assert.equal(seconds('1h'), 3600);
    assert.equal(seconds('7 days'), 604800);
    assert.equal(seconds('0'), null);
    assert.equal(seconds('a while'), null);
});

test('what metrics take grows with points, methods and metrics', () => {
    const lines = [{ granularity: 60, kept: 86400 }];
    const one = estimate({ lines, methods: 6, metrics: 1, every: 60, price: 1 });
    assert.equal(one.valuesPerMetric, 1440 * 6);
    assert.equal(one.bytesPerMetric, 1440 * 1.5 + 16);
    const many = estimate({ lines, methods: 6, metrics: 1000, every: 60, price: 1 });
    assert.equal(many.bytes, one.bytes * 1000);
});

test('a metric takes what gnocchi-plan says', () => {
    const cases = JSON.parse(readFileSync(new URL('cases/estimates.json', import.meta.url)));
    assert.ok(cases.length > 2);
    for (const { is, lines, methods, metrics, every, bytesPerMetric, bytes } of cases) {
        const told = estimate({ lines, methods: methods.length, metrics, every, price: 0 });
        assert.ok(Math.abs(told.bytesPerMetric / bytesPerMetric - 1) < 1e-5, is);
        assert.ok(Math.abs(told.bytes / bytes - 1) < 1e-5, is);
    }
});

test('measures that are rarer than points leave points empty', () => {
    const lines = [{ granularity: 1, kept: 3600 }];
    assert.equal(estimate({ lines, methods: 1, metrics: 1, every: 60, price: 0 }).valuesPerMetric, 60);
});

test('what is kept for ever is counted for a year, and said', () => {
    const kept = estimate({ lines: [{ granularity: 3600, kept: null }], methods: 1, metrics: 1, every: 60, price: 0 });
    assert.equal(kept.valuesPerMetric, 8760);
    assert.ok(kept.endless);
});

test('patterns match whole names as the server does', () => {
    assert.ok(matches('*', ''));
    assert.ok(matches('disk.*', 'disk.read'));
    assert.ok(!matches('disk.*', 'diskXread'));
    assert.ok(matches('cpu?', 'cpu1'));
    assert.ok(matches('[!a]x', 'bx'));
    assert.ok(!matches('[!a]x', 'ax'));
    assert.ok(matches('a(b)+', 'a(b)+'));
});

test('the first rule that matches counts', () => {
    const rules = [{ metric_pattern: 'disk.io.*' }, { metric_pattern: 'disk.*' }];
    assert.equal(ruleFor(rules, 'disk.io.x'), rules[0]);
    assert.equal(ruleFor(rules, 'cpu'), null);
});
