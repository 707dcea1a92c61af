// Numbers for people.

const LARGE = ['', 'k', 'M', 'G', 'T', 'P'];
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const BYTES = /^(b|bytes?)$/i;
const BYTE_RATES = /^(b|bytes?)\/s$/i;

function digits(value) {
    const size = Math.abs(value);
    if (size >= 100 || Number.isInteger(value)) {
        return value.toFixed(0);
    }
    return Number(value.toPrecision(3)).toString();
}

// Short: `1.23 k`, `45.6 MiB`, `7 %`; a dash for none.
export function short(value, unit = '') {
    if (value === null || value === undefined || Number.isNaN(value)) {
        return '–';
    }
    if (!Number.isFinite(value)) {
        return value > 0 ? '∞' : '-∞';
    }
    if (BYTES.test(unit)) {
        return size(value);
    }
    if (BYTE_RATES.test(unit)) {
        return `${size(value)}/s`;
    }
    const magnitude = Math.abs(value);
    if (magnitude !== 0 && (magnitude < 0.001 || magnitude >= 1e18)) {
        return joined(value.toExponential(2), unit);
    }
    const step = Math.max(0, Math.min(LARGE.length - 1, Math.floor(Math.log10(magnitude || 1) / 3)));
    const scaled = `${digits(value / 1000 ** step)}${step ? ` ${LARGE[step]}` : ''}`;
    return joined(scaled, unit);
}

function joined(number, unit) {
    return unit ? `${number}${/\s\S+$/.test(number) || unit.startsWith('/') ? '' : ' '}${unit}` : number;
}

// Bytes: `512 B`, `1.5 GiB`.
export function size(bytes) {
    const magnitude = Math.abs(bytes);
    const step = magnitude < 1024 ? 0 : Math.min(5, Math.floor(Math.log2(magnitude) / 10));
    return `${digits(bytes / 1024 ** step)} ${BINARY[step]}`;
}

// A whole number with its thousands apart.
export function count(value) {
    return value.toLocaleString('en');
}

// An amount of money.
export function money(value) {
    if (value > 0 && value < 0.01) {
        return 'under $0.01';
    }
    const places = value < 100 ? 2 : 0;
    return `$${value.toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places })}`;
}
