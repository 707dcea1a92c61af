// What is seen, as files.
import { csv } from '../logic/csv.js';
import { colourOf, isDark } from './chart.js';

// Hands a file to the person.
function save(name, type, content) {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function saveCsv(name, series) {
    save(`${name}.csv`, 'text/csv', csv(series));
}

// The chart as it is seen, with its title, and under it which colour is which series.
export function savePng(name, title, plot, series) {
    const [drawn, ratio, dark] = [plot.ctx.canvas, devicePixelRatio, isDark()];
    const shown = series.filter((_, at) => plot.series[at + 1].show).slice(0, 20);
    const line = 20 * ratio;
    const canvas = document.createElement('canvas');
    canvas.width = drawn.width;
    canvas.height = drawn.height + line * (2 + shown.length);
    const pen = canvas.getContext('2d');
    pen.fillStyle = dark ? '#161d25' : '#ffffff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = dark ? '#e6ebf1' : '#18212f';
    pen.font = `600 ${14 * ratio}px system-ui, sans-serif`;
    pen.fillText(title, 12 * ratio, 20 * ratio);
    pen.drawImage(drawn, 0, line * 1.5);
    pen.font = `${12 * ratio}px system-ui, sans-serif`;
    shown.forEach((one, at) => {
        const y = drawn.height + line * (2 + at);
        pen.fillStyle = colourOf(series.indexOf(one), dark);
        pen.fillRect(14 * ratio, y - 3 * ratio, 11 * ratio, 11 * ratio);
        pen.fillStyle = dark ? '#e6ebf1' : '#18212f';
        pen.fillText(one.name, 32 * ratio, y + 7 * ratio);
    });
    canvas.toBlob((blob) => save(`${name}.png`, 'image/png', blob));
}
