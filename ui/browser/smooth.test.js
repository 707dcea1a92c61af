// As much as people have: ten thousand resources, fifty series of a day.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SERVER, at, costOf, inPage } from './browser.js';

const RESOURCES = 10_000;
const SERIES = 50;
const POINTS = 1440;
const STEPS = 60;
// Milliseconds: what a step may take of the page's thread, less than two frames without a graphics card;
// and how long a task may last by the clock, on a machine that has other things to do.
const MOST_EACH = 30;
const LONGEST_TASK = 500;

const id = (number) => `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`;

// A server that has all of it, made up here, for the page's sake and not the server's.
async function pretend(page) {
    await page.route('**/v1/search/resource/host**', (route) => {
        const marker = Number(new URL(route.request().url()).searchParams.get('marker') ?? 0);
        const rows = Array.from({ length: 1000 }, (_, row) => ({
            id: id(marker + row),
            original_resource_id: `host-${marker + row}`,
            type: 'host',
            metrics: { 'cpu.util': id(marker + row) },
        }));
        const next = marker + 1000;
        const link = `<${SERVER}/v1/search/resource/host?limit=1000&marker=${next}>; rel="next"`;
        return route.fulfill({ json: rows, headers: next < RESOURCES ? { Link: link } : {} });
    });
    await page.route('**/v1/metric/*', (route) =>
        route.fulfill({
            json: {
                unit: '%',
                archive_policy: {
                    name: 'medium',
                    aggregation_methods: ['mean'],
                    definition: [{ granularity: '0:01:00', timespan: '7 days, 0:00:00', points: 10080 }],
                },
            },
        }),
    );
    await page.route('**/v1/aggregates**', (route) => {
        const start = Math.floor(Date.now() / 60_000) * 60_000 - POINTS * 60_000;
        const rows = (seed) =>
            Array.from({ length: POINTS }, (_, at) => [new Date(start + at * 60_000).toISOString(), 60, 50 + 40 * Math.sin(seed + at / 90)]);
        const measures = Array.from({ length: SERIES }, (_, at) => [id(at), { 'cpu.util': { mean: rows(at) } }]);
        return route.fulfill({ json: { measures: Object.fromEntries(measures) } });
    });
}

function watchLongTasks() {
    window.longTasks = [];
    const watch = new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration)));
    watch.observe({ type: 'longtask' });
}

async function scroll(steps) {
    const rows = document.querySelector('.rows');
    for (let step = 1; step <= steps; step++) {
        rows.scrollTop = (step / steps) * rows.scrollHeight;
        await new Promise(requestAnimationFrame);
    }
}

async function move(steps) {
    const chart = document.querySelector('.u-over');
    const { left, top, width, height } = chart.getBoundingClientRect();
    for (let step = 0; step < steps; step++) {
        const where = { clientX: left + (step / steps) * width, clientY: top + height / 2, bubbles: true };
        chart.dispatchEvent(new MouseEvent('mousemove', where));
        await new Promise(requestAnimationFrame);
    }
}

test('ten thousand resources and fifty series stay smooth', async () => {
    await inPage({ prepare: pretend }, async (page) => {
        await at(page, 'explore?type=host&metrics=cpu.util&from=-1d&refresh=0');
        await page.getByText('10,000 found').waitFor();
        await page.waitForSelector('.u-over');
        assert.equal(await page.locator('.legend .series').count(), SERIES);
        await page.evaluate(watchLongTasks);
        const scrolling = await costOf(page, STEPS, () => page.evaluate(scroll, STEPS));
        const moving = await costOf(page, STEPS, () => page.evaluate(move, STEPS));
        const longest = await page.evaluate(() => Math.max(0, ...window.longTasks));
        const told = `a step down 10,000 rows ${scrolling.toFixed(1)} ms, over 50 series ${moving.toFixed(1)} ms, longest task ${longest.toFixed(0)} ms`;
        console.log(`# ${told}`);
        assert.ok((await page.locator('.rows .item').count()) < 60, 'only rows in sight exist');
        await page.getByText(/host-9\d\d\d/).first().waitFor();
        assert.ok(scrolling < MOST_EACH && moving < MOST_EACH && longest < LONGEST_TASK, told);
    });
});
