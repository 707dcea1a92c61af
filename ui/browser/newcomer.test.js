// Who comes for the first time, to a server that is empty, and what that weighs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SERVER, accessible, inPage, shot, weighed } from './browser.js';

const MOST_BYTES_TO_A_CHART = 60_000;
const MOST_BYTES_WITH_DEMO = 60 * 1024;
const MOST_BYTES_AGAIN = 1500;
const FIRST_PAINT = 1000;

async function signIn(page) {
    await page.goto(`${SERVER}/`);
    await page.getByRole('button', { name: 'Sign in' }).click();
}

function told({ files, bytes, withHeaders }) {
    return `${files} files, ${(bytes / 1000).toFixed(1)} KB as sent, ${(withHeaders / 1000).toFixed(1)} KB with headers`;
}

test('a newcomer signs in, asks for demo data and sees a live chart', async () => {
    await inPage({ signedIn: false }, async (page) => {
        const weight = await weighed(page);
        const began = performance.now();
        await page.goto(`${SERVER}/`);
        await page.getByRole('button', { name: 'Sign in' }).waitFor();
        await accessible(page, 'sign-in');
        await shot(page, 'sign-in');
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByRole('button', { name: 'Make demo data' }).waitFor();
        await accessible(page, 'welcome');
        await shot(page, 'welcome');
        await page.getByRole('button', { name: 'Make demo data' }).click();
        await page.waitForSelector('.u-over');
        await page.getByRole('button', { name: 'host-6' }).waitFor();
        console.log(`# from / to a chart of demo data: ${((performance.now() - began) / 1000).toFixed(1)} s; ${told(weight)}`);
        assert.ok(weight.bytes < MOST_BYTES_WITH_DEMO, told(weight));
        const latest = () => page.locator('.legend td.number').nth(1).innerText();
        const before = await latest();
        await page.getByRole('combobox', { name: 'Refresh' }).selectOption('5');
        await page.waitForFunction((was) => document.querySelectorAll('.legend td.number')[1].innerText !== was, before);
    });
});

test('all that is loaded for a first chart is small, and once is enough', async () => {
    await inPage({ signedIn: false }, async (page) => {
        const weight = await weighed(page);
        await signIn(page);
        await page.getByRole('button', { name: 'cpu.util' }).click();
        await page.waitForSelector('.u-over');
        const first = { ...weight };
        console.log(`# to the first chart: ${told(first)}`);
        assert.ok(first.files > 20 && first.bytes > 40_000 && first.bytes < MOST_BYTES_TO_A_CHART, told(first));
        assert.ok(weight.packed.has('gzip'), [...weight.packed].join());
        await page.reload();
        await page.waitForSelector('.u-over');
        console.log(`# and again: ${told({ files: weight.files - first.files, bytes: weight.bytes - first.bytes, withHeaders: weight.withHeaders - first.withHeaders })}`);
        assert.ok(weight.bytes - first.bytes < MOST_BYTES_AGAIN, told(weight));
    });
});

test('something is painted within a second', async () => {
    const paints = [];
    for (let visit = 0; visit < 3; visit++) {
        await inPage({ signedIn: false }, async (page) => {
            await page.goto(`${SERVER}/ui/`);
            await page.getByRole('button', { name: 'Sign in' }).waitFor();
            paints.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime));
        });
    }
    console.log(`# first paints: ${paints.map((paint) => paint.toFixed(0)).join(', ')} ms`);
    assert.ok(Math.min(...paints) < FIRST_PAINT, `${paints} ms`);
});
