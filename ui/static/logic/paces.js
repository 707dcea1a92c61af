// How fast what only grows has grown.

// Totals by name of what a process tells at `/metrics`, in the text form of Prometheus: labels apart,
// all that has the same name is added up.
export function totals(text) {
    const sums = {};
    for (const [, name, value] of text.matchAll(/^(\w+)(?:\{.*\})? (\S+)/gm)) {
        sums[name] = (sums[name] ?? 0) + Number(value);
    }
    return sums;
}

// A second's growth up to each moment, the mean of the `window` seconds before it: [[at, pace], …].
// `pick` tells the figure of a moment; where one is missing, or less than it was, the pace is null.
export function paces(moments, pick, window) {
    let first = 0;
    return moments.map((moment, place) => {
        while (first + 1 < place && moments[first + 1].at <= moment.at - window) {
            first++;
        }
        const [before, after] = [pick(moments[first]), pick(moment)];
        const fits = place > first && typeof before === 'number' && typeof after === 'number' && after >= before;
        return [moment.at, fits ? (after - before) / (moment.at - moments[first].at) : null];
    });
}
