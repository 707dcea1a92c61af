// From the points the API answers to the columns a chart is drawn from.
import { spanOf } from './time.js';

const POINTS_PER_PIXEL = 2;

// A series: {key, name, points: [[seconds, value], …]}.

// The points of one granularity, in seconds; the finest there is unless told.
export function pointsOf(rows, granularity) {
    if (rows.length === 0) {
        return [];
    }
    const wanted = granularity ?? rows[rows.length - 1][1];
    return rows
        .filter((row) => row[1] === wanted)
        .map(([time, , value]) => [Date.parse(time) / 1000, value]);
}

// The finest granularity among all series: what is shown when nobody chose.
export function finest(answers) {
    let best = null;
    for (const rows of answers) {
        for (const [, granularity] of rows) {
            if (typeof granularity === 'number' && (best === null || granularity < best)) {
                best = granularity;
            }
        }
    }
    return best;
}

// [instants, values of the first, values of the second, …], with null where a series has no point.
export function aligned(series) {
    const instants = [...new Set(series.flatMap((one) => one.points.map(([time]) => time)))];
    instants.sort((a, b) => a - b);
    const places = new Map(instants.map((time, place) => [time, place]));
    const columns = series.map((one) => {
        const column = new Array(instants.length).fill(null);
        for (const [time, value] of one.points) {
            column[places.get(time)] = value;
        }
        return column;
    });
    return [instants, ...columns];
}

// What a legend tells of a column.
export function summary(column) {
    let [least, most, total, count, last] = [null, null, 0, 0, null];
    for (const value of column) {
        if (value === null || value === undefined) {
            continue;
        }
        least = least === null || value < least ? value : least;
        most = most === null || value > most ? value : most;
        total += value;
        count += 1;
        last = value;
    }
    return { least, most, mean: count ? total / count : null, last, count };
}

// The granularities of an archive policy, finest first: {seconds, kept}.
export function granularitiesOf(policy) {
    return policy.definition
        .map((line) => ({ seconds: spanOf(line.granularity), kept: spanOf(line.timespan) }))
        .sort((a, b) => a.seconds - b.seconds);
}

// The granularity to show a range in: the finest that is kept so long and makes no more points than
// the chart has room for; else the one that reaches furthest back.
export function fitting(granularities, from, to, now, width) {
    const reaching = granularities.filter(({ kept }) => kept === null || (now - from) / 1000 <= kept * 1.02);
    const among = reaching.length > 0 ? reaching : granularities.slice(-1);
    const room = Math.max(width, 200) * POINTS_PER_PIXEL;
    return (among.find(({ seconds }) => (to - from) / 1000 / seconds <= room) ?? among[among.length - 1]).seconds;
}
