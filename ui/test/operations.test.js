import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blamed, check } from '../static/logic/operations.js';

const wrong = (text) => check(text).map(({ from, to }) => text.slice(from, to));

test('what the server understands has no mistakes', () => {
    for (const text of [
        '(metric cpu mean)',
        '(metric (cpu mean) (load max))',
        '(aggregate 95pct (metric cpu.* rate:mean))',
        '(/ (metric cpu mean) 100)',
        '(resample mean 3600 (metric cpu mean))',
        '(resample sum M Europe/Paris (metric cpu mean))',
        '(rolling mean 5 (metric "a name" mean))',
        '(clip (metric cpu mean) 0 1)',
        '(rateofchangesec (metric cpu last))',
    ]) {
        assert.deepEqual(check(text), [], text);
    }
});

test('mistakes are where they stand', () => {
    assert.deepEqual(wrong('(aggragate mean (metric cpu mean))'), ['aggragate']);
    assert.deepEqual(wrong('(metric cpu meen)'), ['meen']);
    assert.deepEqual(wrong('(+ (metric cpu mean))'), ['+']);
    assert.deepEqual(wrong('(+ (metric cpu mean) two)'), ['two']);
    assert.deepEqual(wrong('(rolling mean many (metric cpu mean))'), ['many']);
    assert.deepEqual(wrong('(abs (metric cpu mean) 3)'), ['3']);
    assert.deepEqual(wrong('()'), ['()']);
});

test('brackets are counted', () => {
    assert.deepEqual(wrong('(metric cpu mean))'), [')']);
    assert.deepEqual(wrong('(abs (metric cpu mean)'), ['(']);
    assert.deepEqual(wrong('(metric a mean) (metric b mean)'), ['(metric b mean)']);
});

test('at least one metric is needed', () => {
    assert.deepEqual(wrong('(+ 1 2)'), ['(+ 1 2)']);
});

test('what the server quotes is found in the text', () => {
    const text = '(aggregate mean (metric cpu foo))';
    const [{ from, to }] = blamed(text, "'foo' operation invalid");
    assert.equal(text.slice(from, to), 'foo');
    const [whole] = blamed(text, 'Fail to parse');
    assert.deepEqual([whole.from, whole.to], [0, text.length]);
});
