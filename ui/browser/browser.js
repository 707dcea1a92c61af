// What the browser tests stand on: Debian's Chromium, a page that collects what goes wrong in it, what
// it loads, what it costs, and whether everybody can use it.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';
import { after, before } from 'node:test';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ARGUMENTS =
    '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const PATIENCE = 30_000;
const SHOTS = process.env.GNOCCHI_SHOTS;
export const SERVER = process.env.GNOCCHI_URL;
export const WIDTHS = [
    [390, 844],
    [820, 1180],
    [1440, 900],
];
export const THEMES = ['light', 'dark'];

let browser;
before(async () => {
    browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ARGUMENTS.split(' '),
    });
});
after(() => browser?.close());

// A page of its own, for the length of a story; fails when the browser complained in it, of errors, of
// what its policy forbids. A story that asks for a refusal empties `page.complaints`.
export async function inPage({ width = 1440, height = 900, theme = 'light', signedIn = true, prepare }, story) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.complaints = [];
    page.on('console', (message) => message.type() === 'error' && page.complaints.push(message.text()));
    page.on('pageerror', (error) => page.complaints.push(String(error)));
    if (signedIn) {
        await context.addInitScript(() => {
            // A blank page, before the first one, has no storage.
            if (location.protocol !== 'about:') {
                sessionStorage.setItem('gnocchi.session', JSON.stringify({ kind: 'name', user: 'admin', password: '' }));
            }
        });
    }
    try {
        await prepare?.(page);
        await story(page);
        assert.deepEqual(page.complaints, []);
    } catch (e) {
        await shot(page, 'failed');
        throw e;
    } finally {
        await context.close();
    }
}

// Loads the console at a place of it and waits until nothing is being loaded.
export async function at(page, place) {
    await page.goto('about:blank');
    await page.goto(`${SERVER}/ui/#/${place}`);
    await page.waitForSelector('h1', { state: 'attached' });
    await page.waitForFunction(() => !document.querySelector('.skeleton'));
}

// Everybody can use it, as far as a program can tell, and nothing sticks out of the window.
export async function accessible(page, where) {
    // Two frames, for what follows a change of the window's size.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= window, `${where}: ${wide} px wide in a window of ${window}`);
    // A script element would be refused by the page's policy; this does not go through the page.
    if (!(await page.evaluate(() => 'axe' in window))) {
        await page.evaluate(AXE);
    }
    const { violations } = await page.evaluate(() =>
        window.axe.run(document, {
            resultTypes: ['violations'],
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        }),
    );
    const told = violations.map(
        ({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
    assert.deepEqual(told, [], where);
}

// What the page loads of the console from now on, as it comes over the wire: {files, bytes, withHeaders}.
export async function weighed(page) {
    const wire = await page.context().newCDPSession(page);
    const weight = { files: 0, bytes: 0, withHeaders: 0, packed: new Set() };
    const known = new Map();
    wire.on('Network.responseReceived', ({ requestId, response }) => {
        if (new URL(response.url).pathname.startsWith('/ui/') && !response.fromDiskCache) {
            known.set(requestId, 0);
            weight.packed.add(response.headers['Content-Encoding'] ?? 'as it is');
        }
    });
    wire.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
        if (known.has(requestId)) {
            known.set(requestId, known.get(requestId) + encodedDataLength);
        }
    });
    wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        if (known.has(requestId)) {
            weight.files += 1;
            weight.bytes += known.get(requestId);
            weight.withHeaders += encodedDataLength;
        }
    });
    await wire.send('Network.enable');
    return weight;
}

// What `doing`, so many steps in the page, takes of its own thread, in milliseconds of the processor a
// step: whatever else the machine does meanwhile.
export async function costOf(page, steps, doing) {
    const wire = await page.context().newCDPSession(page);
    await wire.send('Performance.enable', { timeDomain: 'threadTicks' });
    const spent = async () =>
        (await wire.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
    const before = await spent();
    await doing();
    return ((await spent()) - before) / steps;
}

export async function shot(page, name) {
    if (SHOTS) {
        mkdirSync(SHOTS, { recursive: true });
        await page.screenshot({ path: `${SHOTS}/${name}.png` });
    }
}
