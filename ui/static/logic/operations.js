// The language of operations, read so closely that a mistake can be shown where it stands. The server
// has the last word; what is not wrong here may still be wrong there.

const STATISTICS = new Set(['mean', 'median', 'std', 'min', 'max', 'sum', 'var', 'count', 'first', 'last']);
const METHOD = /^(rate:)?(mean|median|std|min|max|sum|var|count|first|last|[1-9]\d?pct)$/;
const BINARY = '% mod + add - sub * × mul / ÷ div ** ^ pow = == eq < lt > gt <= ≤ le >= ≥ ge != ≠ ne'.split(' ');
const UNARY = 'abs absolute neg negative cos sin tan floor ceil rateofchange rateofchangesec'.split(' ');

// What operations there are, with what they take: each operand is `series`, `either` (series or
// number), `number`, `statistic`, `span`, `metric`.
export const OPERATIONS = new Map([
    ['metric', { takes: 'NAME METHOD', does: 'the aggregates of metrics' }],
    ['aggregate', { takes: 'STATISTIC X…', does: 'all series as one' }],
    ['resample', { takes: 'STATISTIC SPAN [ZONE] X', does: 'each series regrouped' }],
    ['rolling', { takes: 'STATISTIC N X', does: 'each through a window of N instants' }],
    ['clip', { takes: 'X MIN [MAX]', does: 'moved into bounds' }],
    ['clip_min', { takes: 'X MIN', does: 'at least MIN' }],
    ['clip_max', { takes: 'X MAX', does: 'at most MAX' }],
    ['max', { takes: 'X Y', does: 'the larger of both' }],
    ...BINARY.map((name) => [name, { takes: 'X Y', does: 'of both, instant by instant' }]),
    ...UNARY.map((name) => [name, { takes: 'X', does: 'of each value' }]),
]);

const ARITY = {
    metric: [1, Infinity],
    aggregate: [2, Infinity],
    resample: [3, 4],
    rolling: [3, 3],
    clip: [2, 3],
    clip_min: [2, 2],
    clip_max: [2, 2],
    max: [2, 2],
};
for (const name of BINARY) {
    ARITY[name] = [2, 2];
}
for (const name of UNARY) {
    ARITY[name] = [1, 1];
}

// A tree of {from, to, word} and {from, to, items}; with the mistakes of its brackets.
export function read(text) {
    const mistakes = [];
    const open = [];
    const top = [];
    for (const found of text.matchAll(/[()]|"[^"]*"?|'[^']*'?|[^\s()"']+/g)) {
        const [from, to] = [found.index, found.index + found[0].length];
        if (found[0] === '(') {
            open.push({ from, to, items: [] });
        } else if (found[0] === ')') {
            const group = open.pop();
            if (!group) {
                mistakes.push({ from, to, says: 'nothing is open that this bracket would close' });
                continue;
            }
            group.to = to;
            (open[open.length - 1]?.items ?? top).push(group);
        } else {
            const word = found[0].replace(/^(["'])(.*)\1$/s, '$2');
            (open[open.length - 1]?.items ?? top).push({ from, to, word });
        }
    }
    for (let group = open.pop(); group; group = open.pop()) {
        mistakes.push({ from: group.from, to: group.from + 1, says: 'this bracket is never closed' });
        (open[open.length - 1]?.items ?? top).push(group);
    }
    return { top, mistakes };
}

// Every mistake that shows without asking anybody: [{from, to, says}].
export function check(text) {
    const { top, mistakes } = read(text);
    if (top.length === 0) {
        return mistakes;
    }
    const first = top.find((node) => node.items);
    for (const node of top) {
        if (node !== first) {
            mistakes.push({ from: node.from, to: node.to, says: 'only the first pair of brackets counts' });
        }
    }
    if (first) {
        operation(first, mistakes);
        if (!mistakes.length && !mentions(first, 'metric')) {
            mistakes.push({ from: first.from, to: first.to, says: 'at least one (metric NAME METHOD) is needed' });
        }
    }
    return mistakes.sort((a, b) => a.from - b.from);
}

function mentions(node, word) {
    return node.word === word || (node.items ?? []).some((item) => mentions(item, word));
}

function operation(node, mistakes) {
    const wrong = (at, says) => mistakes.push({ from: at.from, to: at.to, says });
    const [head, ...operands] = node.items;
    if (!head) {
        wrong(node, 'an operation must not be empty');
        return;
    }
    if (head.items || !OPERATIONS.has(head.word)) {
        wrong(head, head.items ? 'an operation begins with a word' : `there is no operation ${head.word}`);
        return;
    }
    const [least, most] = ARITY[head.word];
    if (operands.length < least) {
        wrong(head, `${head.word} takes ${OPERATIONS.get(head.word).takes}`);
        return;
    }
    operands.slice(most).forEach((extra) => wrong(extra, `${head.word} takes only ${OPERATIONS.get(head.word).takes}`));
    const kinds = KINDS[head.word];
    if (kinds) {
        kinds(operands, wrong, mistakes);
    } else {
        operands.slice(0, most).forEach((operand) => eitherKind(operand, wrong, mistakes));
    }
}

const KINDS = {
    metric(operands, wrong) {
        const pairs = operands[0].items ? operands : [{ items: operands, from: operands[0].from, to: operands[operands.length - 1].to }];
        for (const pair of pairs) {
            const [name, method, ...more] = pair.items ?? [];
            if (!name || !method || name.items || method.items) {
                wrong(pair, 'a metric is NAME METHOD, as in (metric cpu mean)');
            } else if (!METHOD.test(method.word)) {
                wrong(method, `there is no aggregation method ${method.word}`);
            } else {
                more.forEach((extra) => wrong(extra, 'a metric is NAME METHOD and no more; several stand in brackets each'));
            }
        }
    },
    aggregate([statistic, ...series], wrong, mistakes) {
        known(statistic, wrong);
        series.forEach((one) => seriesKind(one, wrong, mistakes));
    },
    rolling([statistic, window, series], wrong, mistakes) {
        known(statistic, wrong);
        if (!/^[1-9]\d*$/.test(window.word ?? '')) {
            wrong(window, 'a window is a number of instants');
        }
        seriesKind(series, wrong, mistakes);
    },
    resample(operands, wrong, mistakes) {
        known(operands[0], wrong);
        seriesKind(operands[operands.length - 1], wrong, mistakes);
    },
};

function known(statistic, wrong) {
    if (!METHOD.test(statistic.word ?? '')) {
        wrong(statistic, `a statistic stands here: ${[...STATISTICS].join(', ')}`);
    }
}

function seriesKind(node, wrong, mistakes) {
    if (node.items) {
        operation(node, mistakes);
    } else {
        wrong(node, 'an operation in brackets stands here');
    }
}

function eitherKind(node, wrong, mistakes) {
    if (node.items) {
        operation(node, mistakes);
    } else if (Number.isNaN(Number(node.word))) {
        wrong(node, 'a number or an operation in brackets stands here');
    }
}

// Where what the server complains about stands, as far as it quotes it.
export function blamed(text, complaint) {
    const quoted = [...complaint.matchAll(/'([^']+)'|"([^"]+)"|`([^`]+)`/g)].map((found) => found[1] ?? found[2] ?? found[3]);
    for (const word of quoted) {
        const from = text.indexOf(word);
        if (from >= 0 && word !== text) {
            return [{ from, to: from + word.length, says: complaint }];
        }
    }
    return [{ from: 0, to: text.trimEnd().length, says: complaint }];
}
