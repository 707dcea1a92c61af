// Series for a spreadsheet.
import { aligned } from './series.js';

// An instant a line, a series a column.
export function csv(series) {
    const [instants, ...columns] = aligned(series);
    const quoted = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const lines = [['time', ...series.map((one) => quoted(one.name))].join(',')];
    instants.forEach((time, place) => {
        const values = columns.map((column) => column[place] ?? '');
        lines.push([new Date(time * 1000).toISOString(), ...values].join(','));
    });
    return `${lines.join('\n')}\n`;
}
