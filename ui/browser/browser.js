// What the browser tests stand on: Debian's Chromium, a page that collects what goes wrong in it, and a
// look at its accessibility.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ARGUMENTS =
    '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
export const PATIENCE = 60_000;
export const SERVER = process.env.GNOCCHI_URL;
const SHOTS = process.env.GNOCCHI_SHOTS;

export async function launch() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ARGUMENTS.split(' '),
    });
}

// A page of its own. `signedIn` is whether somebody is; `complaints` gathers errors, CSP's among them.
export async function opened(browser, { width = 1440, height = 900, theme = 'light', signedIn = true, prepare } = {}) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, bypassCSP: false });
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
    await prepare?.(page);
    return page;
}

// Loads the console at a place of it and waits until nothing is being loaded.
export async function at(page, place) {
    await page.goto('about:blank');
    await page.goto(`${SERVER}/ui/#/${place}`);
    await settled(page);
}

export async function settled(page) {
    await page.waitForSelector('h1', { state: 'attached' });
    await page.waitForFunction(() => !document.querySelector('.skeleton'));
}

export async function accessible(page, where) {
    // A script element would be refused by the page's policy; this does not go through the page.
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() =>
        window.axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }),
    );
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    assert.deepEqual(told, [], where);
}

export async function shot(page, name) {
    if (SHOTS) {
        mkdirSync(SHOTS, { recursive: true });
        await page.screenshot({ path: `${SHOTS}/${name}.png` });
    }
}
