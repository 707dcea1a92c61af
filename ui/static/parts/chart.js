// A chart of several series over time, with a legend of figures. Dragging across it zooms, shift and
// dragging moves, a double click goes back.
import { aligned, summary } from '../logic/series.js';
import { short } from '../logic/numbers.js';
import uPlot from '../vendor/uplot.js';
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from '../view.js';

const LIGHT = ['#0b7a75', '#d1495b', '#3d6fb4', '#c77d0a', '#7a4fb5', '#4c8c2b', '#b0468e', '#0e8fb0', '#8a6d3b', '#5c6470'];
const DARK = ['#4fd1c5', '#ff8fa3', '#7fb2f5', '#f5b754', '#bb9af7', '#9ece6a', '#f08fd0', '#58c8e8', '#d2b48c', '#a9b4c2'];
const POWERS_OF_TWO = Array.from({ length: 60 }, (_, power) => 2 ** power);
const SYNC = 'charts';
const FADED = '1f';
// Where there are more lines than these it would take too long to draw them faded at every move.
const MOST_FADED = 20;

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

export function Chart({ title, unit, series, log, range, tall, onZoom, onPan, onReset, ready, stepped }) {
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
        ready?.(plot.current);
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
        <${Legend} ...${{ title, series, data, unit, hidden, cursor, toggle, focus, dark }} />
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
            focus: { prox: series.length > MOST_FADED ? -1 : 24 },
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
            setCursor: [(self) => point(pointed(self))],
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

// Which instant is pointed at, and which value where it is this chart and not one that goes along.
function pointed({ cursor, over, posToVal }) {
    return cursor.idx === null ? null : { at: cursor.idx, value: over.matches(':hover') ? posToVal(cursor.top, 'y') : null };
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
    const at = cursor && data[0][cursor.at];
    const near = at && cursor.value !== null ? nearest(data, cursor, (place) => !hidden.has(series[place].key)) : -1;
    // Made once for many places of the cursor: only what is under it is another each time.
    const cells = useMemo(
        () =>
            series.map((one, place) => [
                html`<td>
                    <button
                        class="series"
                        title=${`${one.name} – click hides or shows, with Ctrl it stays alone`}
                        aria-pressed=${String(!hidden.has(one.key))}
                        onClick=${(e) => toggle(one.key, e.ctrlKey || e.metaKey)}
                        onFocus=${() => focus(place)}
                    >
                        <i style=${{ background: colourOf(place, dark) }}></i><span>${one.name}</span>
                    </button>
                </td>`,
                ...COLUMNS.map(
                    ([key]) => html`<td class=${`number${key === 'last' ? '' : ' least'}`} key=${key}>${short(figures[place][key], unit)}</td>`,
                ),
            ]),
        [series, figures, unit, hidden, dark],
    );
    return html`<div class="legend" tabindex="0" role="region" aria-label=${`Series of ${title} and their figures`}>
        <table>
            <thead>
                <tr>
                    <th scope="col">
                        ${at ? new Date(at * 1000).toLocaleString(undefined, { hourCycle: 'h23' }) : `${series.length} series`}
                        ${near >= 0 && series.length > 1 && ` · ${series[near].name}`}
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
                    const [name, ...rest] = cells[place];
                    return html`<tr key=${series[place].key} class=${place === near ? 'near' : ''} onMouseEnter=${() => focus(place)} onMouseLeave=${() => focus(null)}>
                        ${name}
                        <td class="number"><b>${at ? short(data[place + 1][cursor.at], unit) : ''}</b></td>
                        ${rest}
                    </tr>`;
                })}
            </tbody>
        </table>
    </div>`;
}

// The place of the series that passes nearest to where is pointed at; -1 for none.
function nearest(data, { at, value }, isShown) {
    let [place, distance] = [-1, Infinity];
    for (let one = 0; one < data.length - 1; one++) {
        const away = Math.abs((data[one + 1][at] ?? Infinity) - value);
        if (away < distance && isShown(one)) {
            [place, distance] = [one, away];
        }
    }
    return place;
}
