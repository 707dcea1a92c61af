// What a small simulated fleet measures: days with quiet nights, each thing a little different, never
// quite still. Made of the instant and the thing alone, so that it can begin and go on anywhere; the
// server's own demo reads the same description and computes the same.

const DAY = 86400;
const SLOW = 1200;

// A number from 0 to 1 that belongs to two whole numbers.
export function chance(a, b) {
    let bits = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
    bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
    bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
    return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
}

// From -1 to 1, moving slowly from one chance to the next.
function drift(thing, seconds) {
    const step = Math.floor(seconds / SLOW);
    const part = seconds / SLOW - step;
    const smooth = part * part * (3 - 2 * part);
    return 2 * (chance(thing, step) * (1 - smooth) + chance(thing, step + 1) * smooth) - 1;
}

// What `metric` of the thing with this number has at an instant, in seconds.
export function valueAt(metric, thing, seconds) {
    const size = 0.6 + 0.8 * chance(thing, 1);
    const peak = 0.56 + 0.16 * (chance(thing, 2) - 0.5);
    const day = 0.5 + 0.5 * Math.cos(2 * Math.PI * ((seconds % DAY) / DAY - peak));
    const steady = metric.base * size + metric.swing * size * day * day;
    const quick = 2 * chance(thing, Math.floor(seconds)) - 1;
    const value = steady + metric.noise * (1.1 * drift(thing, seconds) + 0.5 * quick);
    return Math.min(metric.most, Math.max(metric.least, value));
}

// All things: [{type, id, attributes, metrics: [{metric, thing}]}].
export function thingsOf(fleet) {
    const things = [];
    let number = 0;
    for (const { name, count, labels, metrics } of fleet.types) {
        for (let at = 0; at < count; at++) {
            const attributes = {};
            for (const [label, values] of Object.entries(labels)) {
                attributes[label] = values[at % values.length];
            }
            const measured = metrics.map((metric) => ({ metric, thing: number++ }));
            things.push({ type: name, id: `${name}-${at + 1}`, attributes, metrics: measured });
        }
    }
    return things;
}

// The body that posts all measures of some instants.
export function measuresAt(things, instants) {
    const body = {};
    for (const { id, metrics } of things) {
        body[id] = {};
        for (const { metric, thing } of metrics) {
            body[id][metric.name] = instants.map((seconds) => ({
                timestamp: seconds,
                value: Number(valueAt(metric, thing, seconds).toPrecision(6)),
            }));
        }
    }
    return body;
}
