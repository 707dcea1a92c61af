// A chart of several series over time, with a legend of figures. Dragging across it zooms, shift and
// dragging moves, a double click goes back.
import { aligned, csv, summary } from '../logic/series.js';
import { short } from '../logic/numbers.js';
import uPlot from '../vendor/uplot.js';
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from '../view.js';

const LIGHT = ['#0b7a75', '#d1495b', '#3d6fb4', '#c77d0a', '#7a4fb5', '#4c8c2b', '#b0468e', '#0e8fb0', '#8a6d3b', '#5c6470'];
const DARK = ['#4fd1c5', '#ff8fa3', '#7fb2f5', '#f5b754', '#bb9af7', '#9ece6a', '#f08fd0', '#58c8e8', '#d2b48c', '#a9b4c2'];
const POWERS_OF_TWO = Array.from({ length: 60 }, (_, power) => 2 ** power);
const SYNC = 'charts';
const FADED = '1f';

// The colour of a series by its place; the second round of ten is dashed.
export function colourOf(place, dark) {
    const palette = dark ? DARK : LIGHT;
    return palette[place % palette.length];
}

export function isDark() {
    return document.documentElement.dataset.theme === 'dark';
}

// Turns when the theme does.
export function useDark() {
    const [dark, set] = useState(isDark);
    useEffect(() => {
        const turned = () => set(isDark());
        addEventListener('themechange', turned);
        return () => removeEventListener('themechange', turned);
    }, []);
    return dark;
}

export function Chart({ title, unit, series, log, range, tall, onZoom, onPan, onReset, drawn, figures = true, stepped }) {
    const place = useRef(null);
    const plot = useRef(null);
    const dark = useDark();
    const [hidden, hide] = useState(() => new Set());
    const [cursor, point] = useState(null);
    const data = useMemo(() => aligned(series), [series]);
    const names = series.map((one) => one.key).join('\n');
    const call = useRef({});
    call.current = { onZoom, onPan, onReset, range };

    useLayoutEffect(() => {
        const options = optionsOf({ series, unit, log, dark, range, place: place.current, call, point, stepped });
        plot.current = new uPlot(options, data, place.current);
        drawn?.(plot.current);
        const watch = new ResizeObserver(() => plot.current?.setSize(sizeOf(place.current)));
        watch.observe(place.current);
        return () => {
            watch.disconnect();
            plot.current.destroy();
            plot.current = null;
        };
    }, [names, unit, log, dark, stepped]);

    useEffect(() => {
        plot.current.batch(() => {
            plot.current.setData(data, false);
            plot.current.setScale('x', { min: range[0], max: range[1] });
            series.forEach((one, at) => plot.current.setSeries(at + 1, { show: !hidden.has(one.key) }));
        });
    }, [data, range[0], range[1], hidden, names, log, dark]);

    const focus = (at) => plot.current?.setSeries(at === null ? null : at + 1, { focus: true });
    const toggle = (key, alone) => {
        const next = new Set(hidden);
        if (alone) {
            const others = series.filter((one) => one.key !== key).map((one) => one.key);
            const isAlone = others.every((other) => hidden.has(other)) && !hidden.has(key);
            hide(new Set(isAlone ? [] : others));
            return;
        }
        if (!next.delete(key)) {
            next.add(key);
        }
        hide(next);
    };
    return html`<div>
        <div
            class=${`plot${tall ? ' tall' : ''}`}
            ref=${place}
            role="img"
            aria-label=${`Chart of ${title}: ${series.length} series. The table that follows has its figures.`}
        ></div>
        ${figures &&
        html`<${Legend} ...${{ title, series, data, unit, hidden, cursor, toggle, focus, dark }} />`}
    </div>`;
}

function sizeOf(place) {
    return { width: Math.max(place.clientWidth, 120), height: place.clientHeight };
}

function optionsOf({ series, unit, log, dark, range, place, call, point, stepped }) {
    const ink = dark ? '#9fadbd' : '#566275';
    const grid = { stroke: dark ? '#232d38' : '#e9edf2', width: 1 };
    const axis = { stroke: ink, grid, ticks: { ...grid, size: 5 }, font: '12px system-ui, sans-serif' };
    return {
        ...sizeOf(place),
        padding: [12, 26, 0, 2],
        legend: { show: false },
        cursor: {
            sync: { key: SYNC, setSeries: false },
            focus: { prox: 24 },
            drag: { x: true, y: false, setScale: false },
            bind: { dblclick: () => () => call.current.onReset?.() },
            points: { size: 7 },
        },
        focus: { alpha: 0.25 },
        scales: {
            x: { time: true, range: () => call.current.range },
            y: log ? { distr: 3 } : { range: roomy },
        },
        axes: [
            { ...axis, values: whens, space: 72 },
            { ...axis, size: widthOf, incrs: /^b(ytes?)?(\/s)?$/i.test(unit) ? POWERS_OF_TWO : undefined, values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : short(tick, unit))), gap: 6 },
        ],
        series: [
            {},
            ...series.map((one, at) => ({
                label: one.name,
                stroke: colourOf(at, dark),
                width: series.length > 12 ? 1.2 : 1.7,
                dash: at % 20 >= 10 ? [7, 4] : undefined,
                fill: series.length === 1 && !log ? `${colourOf(at, dark)}${FADED}` : undefined,
                spanGaps: false,
                paths: stepped ? uPlot.paths.stepped({ align: 1 }) : undefined,
                points: { show: one.points.length < 40, size: 5 },
            })),
        ],
        hooks: {
            setSelect: [(self) => zoom(self, call)],
            setCursor: [(self) => point(self.cursor.idx ?? null)],
            ready: [(self) => panning(self, call)],
        },
    };
}

// A little room above and below, and zero at the bottom when it is near.
function roomy(_, least, most) {
    if (least === null || most === null) {
        return [0, 1];
    }
    if (least === most) {
        const half = Math.abs(least) * 0.1 || 1;
        return [least >= 0 && least - half < 0 ? 0 : least - half, most + half];
    }
    const room = (most - least) * 0.08;
    const nearZero = least >= 0 && least < (most - least) * 0.6;
    return [nearZero ? 0 : least - room, most + room];
}

function widthOf(self, values) {
    const longest = (values ?? []).reduce((most, value) => Math.max(most, value.length), 3);
    return Math.max(self.width < 480 ? 50 : 76, longest * 7 + 18);
}

// Times on the axis, in twenty-four hours; where a new day begins, the day.
function whens(self, ticks, _, __, step) {
    let day = null;
    return ticks.map((tick) => {
        const when = new Date(tick * 1000);
        const two = (number) => String(number).padStart(2, '0');
        const date = `${two(when.getDate())} ${when.toLocaleString('en', { month: 'short' })}`;
        const time = `${two(when.getHours())}:${two(when.getMinutes())}${step < 60 ? `:${two(when.getSeconds())}` : ''}`;
        const shows = date !== day;
        day = date;
        if (step >= 86400) {
            return step >= 2419200 ? `${when.toLocaleString('en', { month: 'short' })} ${when.getFullYear()}` : date;
        }
        return shows ? `${time}\n${date}` : time;
    });
}

function zoom(self, call) {
    const { left, width } = self.select;
    if (width > 4) {
        call.current.onZoom?.(self.posToVal(left, 'x'), self.posToVal(left + width, 'x'));
    }
    self.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
}

// With shift held, dragging takes the time axis along.
function panning(self, call) {
    self.over.addEventListener(
        'mousedown',
        (begin) => {
            if (!begin.shiftKey && begin.button !== 1) {
                return;
            }
            begin.preventDefault();
            begin.stopImmediatePropagation();
            const { min, max } = self.scales.x;
            const perPixel = (max - min) / self.over.clientWidth;
            const shifted = (event) => (begin.clientX - event.clientX) * perPixel;
            const move = (event) => {
                call.current.range = [min + shifted(event), max + shifted(event)];
                self.setScale('x', { min: min + shifted(event), max: max + shifted(event) });
            };
            const end = (event) => {
                removeEventListener('mousemove', move);
                removeEventListener('mouseup', end);
                call.current.onPan?.(min + shifted(event), max + shifted(event));
            };
            addEventListener('mousemove', move);
            addEventListener('mouseup', end);
        },
        { capture: true },
    );
}

const COLUMNS = [
    ['last', 'Last'],
    ['least', 'Min'],
    ['mean', 'Mean'],
    ['most', 'Max'],
];

function Legend({ title, series, data, unit, hidden, cursor, toggle, focus, dark }) {
    const figures = useMemo(() => data.slice(1).map(summary), [data]);
    const [order, sortBy] = useState(null);
    const places = series.map((_, at) => at);
    if (order) {
        places.sort((a, b) => (figures[b][order] ?? -Infinity) - (figures[a][order] ?? -Infinity));
    }
    const at = cursor === null ? null : data[0][cursor];
    return html`<div class="legend" tabindex="0" role="region" aria-label=${`Series of ${title} and their figures`}>
        <table>
            <thead>
                <tr>
                    <th scope="col">
                        ${at ? new Date(at * 1000).toLocaleString(undefined, { hour12: false }) : `${series.length} series`}
                    </th>
                    <th scope="col" class="number">${at ? 'Here' : ''}<span class="unseen">Value at the cursor</span></th>
                    ${COLUMNS.map(
                        ([key, name]) => html`<th
                            scope="col"
                            class=${`number${key === 'last' ? '' : ' least'}`}
                            aria-sort=${order === key ? 'descending' : undefined}
                            key=${key}
                        >
                            <button class="link soft" onClick=${() => sortBy(order === key ? null : key)}>
                                ${name}${order === key ? ' ↓' : ''}
                            </button>
                        </th>`,
                    )}
                </tr>
            </thead>
            <tbody>
                ${places.map((place) => {
                    const one = series[place];
                    return html`<tr key=${one.key} onMouseEnter=${() => focus(place)} onMouseLeave=${() => focus(null)}>
                        <td>
                            <button
                                class="series"
                                title=${`${one.name} – click hides or shows, with Ctrl it stays alone`}
                                aria-pressed=${String(!hidden.has(one.key))}
                                onClick=${(e) => toggle(one.key, e.ctrlKey || e.metaKey)}
                                onFocus=${() => focus(place)}
                            >
                                <i class=${`c${place % 10}`} style=${{ background: colourOf(place, dark) }}></i
                                ><span>${one.name}</span>
                            </button>
                        </td>
                        <td class="number"><b>${at === null ? '' : short(data[place + 1][cursor], unit)}</b></td>
                        ${COLUMNS.map(
                            ([key]) => html`<td class=${`number${key === 'last' ? '' : ' least'}`} key=${key}>
                                ${short(figures[place][key], unit)}
                            </td>`,
                        )}
                    </tr>`;
                })}
            </tbody>
        </table>
    </div>`;
}

// Hands a file to the person.
export function save(name, type, content) {
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
