import assert from 'node:assert/strict';
import { test } from 'node:test';
import { money, short, size } from '../static/logic/numbers.js';

test('numbers are short and keep three digits', () => {
    assert.equal(short(13.2, '/s'), '13.2/s');
    assert.equal(short(0), '0');
    assert.equal(short(12.3456), '12.3');
    assert.equal(short(1234567), '1.23 M');
    assert.equal(short(-1500), '-1.5 k');
    assert.equal(short(0.0001234), '1.23e-4');
});

test('units follow, with one blank before them', () => {
    assert.equal(short(46.25, '%'), '46.3 %');
    assert.equal(short(12000, 'Hz'), '12 kHz');
    assert.equal(short(1536, 'B'), '1.5 KiB');
    assert.equal(short(3 * 2 ** 20, 'B/s'), '3 MiB/s');
});

test('what is no number is shown as such', () => {
    assert.equal(short(null), '–');
    assert.equal(short(NaN), '–');
    assert.equal(short(Infinity), '∞');
});

test('sizes and money', () => {
    assert.equal(size(512), '512 B');
    assert.equal(size(5 * 2 ** 30), '5 GiB');
    assert.equal(money(0.001), 'under $0.01');
    assert.equal(money(1234.5), '$1,235');
});
