// What an archive policy will take, and which one a name gets.

// What one stored value takes, measured on gauges and counters; gnocchi-plan reckons with the same.
export const BYTES_PER_VALUE = 1.5;
const RAW_POINT_BYTES = 16;

// Seconds of what a person writes: `60`, `5 min`, `1h`, `30 days`; null when it is none.
export function seconds(text) {
    const found = /^\s*(\d+(?:\.\d+)?)\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?|y|years?)?\s*$/i.exec(text);
    if (!found) {
        return null;
    }
    const unit = { s: 1, m: 60, h: 3600, d: 86400, w: 604800, y: 31536000 }[(found[2] ?? 's')[0].toLowerCase()];
    return Number(found[1]) * unit || null;
}

// What metrics of a policy take when their retention is full.
//
// lines: [{granularity, kept}] in seconds, kept null for ever; methods: how many; metrics: how many;
// every: seconds between two measures; price: of a GB and month.
export function estimate({ lines, methods, metrics, every, price }) {
    const perLine = lines.map(({ granularity, kept }) => {
        const year = kept ?? 31536000;
        const points = Math.floor(year / granularity);
        const filled = year / Math.max(granularity, every);
        // All methods of a bucket with one point follow from each other and take the place of one.
        const stored = filled * (granularity <= every ? 1 : methods);
        return { granularity, kept, points, values: Math.floor(filled) * methods, stored };
    });
    const values = perLine.reduce((sum, line) => sum + line.values, 0);
    const stored = perLine.reduce((sum, line) => sum + line.stored, 0);
    const coarsest = Math.max(...lines.map(({ granularity }) => granularity));
    const bytes = stored * BYTES_PER_VALUE + (coarsest / every) * RAW_POINT_BYTES;
    const total = bytes * metrics;
    return {
        perLine,
        valuesPerMetric: values,
        bytesPerMetric: bytes,
        bytes: total,
        monthly: (total / 1e9) * price,
        endless: lines.some(({ kept }) => kept === null),
    };
}

// Whether a shell pattern matches a whole name.
export function matches(pattern, name) {
    const body = pattern.replace(/\[(!?)([^\]]+)\]|[*?]|[.+^${}()|[\]\\]/g, (found, not, set) => {
        if (set !== undefined) {
            return `[${not ? '^' : ''}${set.replace(/[\\^\]]/g, '\\$&')}]`;
        }
        return { '*': '.*', '?': '.' }[found] ?? `\\${found}`;
    });
    return new RegExp(`^${body}$`, 's').test(name);
}

// The rule that counts for a name: the first that matches, in the order the server lists them.
export function ruleFor(rules, name) {
    return rules.find((rule) => matches(rule.metric_pattern, name)) ?? null;
}
