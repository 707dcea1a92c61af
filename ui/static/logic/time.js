// Spans and moments: as the server writes them, as people say them, as the address keeps them.

const UNITS = { s: 1, m: 60, h: 3600, d: 86400, w: 604800, M: 2592000, y: 31536000 };
const NAMES = [
    [31536000, 'y'],
    [86400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
];

// Seconds of a span as the server shows it: `1:00:00`, `365 days, 0:00:00`, `0:00:00.500000`.
export function spanOf(text) {
    const found = /^(?:(\d+) days?, )?(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text ?? '');
    if (!found) {
        return null;
    }
    const [, days = 0, hours, minutes, seconds] = found;
    return Number(days) * 86400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

// A span for people: `5 min`, `1 h 30 min`, `30 d`, `500 ms`.
export function spanText(seconds) {
    if (seconds === null || seconds === undefined) {
        return 'for ever';
    }
    if (seconds < 1) {
        return `${Number((seconds * 1000).toPrecision(4))} ms`;
    }
    const parts = [];
    let left = seconds;
    for (const [length, name] of NAMES) {
        const count = Math.floor(left / length);
        if (count > 0) {
            parts.push(`${count} ${name}`);
            left -= count * length;
        }
    }
    return parts.slice(0, 2).join(' ');
}

// Seconds that a text such as `-6h` goes back; null when it is none.
function back(text) {
    const relative = /^-(\d+(?:\.\d+)?)([smhdwMy])$/.exec(text);
    return relative && Number(relative[1]) * UNITS[relative[2]];
}

// Milliseconds of a moment: `now`, `-6h`, `-7d`, or anything a date is written as; null when it is none.
export function momentOf(text, now) {
    if (back(text)) {
        return now - back(text) * 1000;
    }
    if (text === 'now') {
        return now;
    }
    const moment = Date.parse(text);
    return Number.isNaN(moment) ? null : moment;
}

// Whether the ends of a range move with the clock.
export function isLive(to) {
    return to === 'now';
}

// As the API takes it, to the second.
export function apiTime(milliseconds) {
    return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

// As fields for local dates and times take it.
export function fieldTime(milliseconds) {
    const local = new Date(milliseconds - new Date(milliseconds).getTimezoneOffset() * 60000);
    return local.toISOString().slice(0, 16);
}

export const PRESETS = [
    ['-15m', '15 min'],
    ['-1h', '1 hour'],
    ['-3h', '3 hours'],
    ['-6h', '6 hours'],
    ['-12h', '12 hours'],
    ['-1d', '1 day'],
    ['-2d', '2 days'],
    ['-7d', '7 days'],
    ['-30d', '30 days'],
    ['-90d', '90 days'],
    ['-1y', '1 year'],
    ['-5y', '5 years'],
];

// What a range is called.
export function rangeText(from, to) {
    const preset = PRESETS.find(([start]) => start === from);
    if (isLive(to) && back(from)) {
        return `Last ${preset?.[1] ?? spanText(back(from))}`;
    }
    const show = (text) => {
        if (/^(now|-\d)/.test(text)) {
            return text;
        }
        const moment = new Date(text);
        const year = moment.getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
        const time = { year, month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
        return Number.isNaN(moment.getTime()) ? text : moment.toLocaleString(undefined, time);
    };
    return `${show(from)} – ${show(to)}`;
}

// The same range, a part of its length earlier or later; ends that were relative become fixed.
export function moved(from, to, part, now) {
    const [start, stop] = [momentOf(from, now), momentOf(to, now)];
    const step = (stop - start) * part;
    return stop + step >= now && part > 0
        ? { from: `-${Math.round((stop - start) / 1000)}s`, to: 'now' }
        : { from: apiTime(start + step), to: apiTime(stop + step) };
}

// So many times as long around the same middle, and never beyond now.
export function scaled(from, to, times, now) {
    const [start, stop] = [momentOf(from, now), momentOf(to, now)];
    const half = ((stop - start) * times) / 2;
    const middle = (start + stop) / 2;
    return isLive(to) || middle + half >= now
        ? { from: `-${Math.round((half * 2) / 1000)}s`, to: 'now' }
        : { from: apiTime(middle - half), to: apiTime(middle + half) };
}
