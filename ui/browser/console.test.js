// The console in a real browser, against a live server that has the demo's data.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SERVER, THEMES, WIDTHS, accessible, at, inPage, shot } from './browser.js';

const press = (name) => (page) => page.getByRole('button', { name }).first().click();
// A name, a place, what is there when it is whole, and what is to be done before.
const PAGES = [
    ['explore', 'explore?type=instance&metrics=cpu.util&from=-6h', '.u-over'],
    ['ranges', 'explore?type=host&metrics=load&from=-6h', '.sheet', press('Last 6 hours')],
    ['call', 'explore?type=host&metrics=load&from=-6h', 'dialog', press('Call')],
    ['playground', 'playground?type=host&operations=(aggregate mean (metric cpu.util meen))', 'mark'],
    ['answer', 'playground?type=host&operations=(resample mean 900 (metric cpu.util mean))', '.u-over'],
    ['policies', 'policies', '.cards'],
    ['new policy', 'policies', 'dialog', press('New policy')],
    ['rules', 'policies?tab=rules', 'table'],
    ['types', 'types', '.cards'],
    ['new type', 'types', 'dialog', press('New type')],
    ['status', 'status', '.sacks span'],
    ['api', 'api?show=getStatus', '.operation .inside'],
];

for (const [name, place, sign, open] of PAGES) {
    test(`${name} is whole at every width, light and dark`, async () => {
        for (const theme of THEMES) {
            await inPage({ width: WIDTHS[0][0], height: WIDTHS[0][1], theme }, async (page) => {
                await at(page, place);
                await open?.(page);
                await page.locator(sign).first().waitFor({ state: 'attached' });
                for (const [width, height] of WIDTHS) {
                    await page.setViewportSize({ width, height });
                    await accessible(page, `${name}, ${width}, ${theme}`);
                    await shot(page, `${name}-${width}-${theme}`);
                }
            });
        }
    });
}

test('resources are found with completion, by the keyboard alone', async () => {
    await inPage({}, async (page) => {
        await at(page, 'explore?type=instance');
        const field = page.getByRole('combobox', { name: 'Search' });
        await page.getByText('18 found').waitFor();
        await field.focus();
        await page.keyboard.type('ser');
        await page.getByRole('option', { name: /service/ }).waitFor();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.keyboard.type('= ');
        await page.getByRole('option', { name: /"queue"/ }).waitFor();
        await page.keyboard.type('"qu');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.keyboard.press('Escape');
        await page.keyboard.press('Enter');
        await page.getByText('4 found').waitFor();
        assert.equal(await field.inputValue(), 'service = "queue"');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Space');
        await page.getByText('1 of 4 chosen').waitFor();
        await page.getByRole('checkbox', { name: 'cpu.util' }).focus();
        await page.keyboard.press('Space');
        await page.waitForSelector('.u-over');
    });
});

test('plain words find names and texts, and a wrong search is said', async () => {
    await inPage({}, async (page) => {
        await at(page, 'explore?type=instance&filter=database');
        await page.getByText('3 found').waitFor();
        page.complaints.length = 0;
        await page.getByRole('combobox', { name: 'Search' }).fill('colour = "red"');
        await page.keyboard.press('Escape');
        await page.keyboard.press('Enter');
        await page.getByText(/has no colour attribute/).waitFor();
        page.complaints.length = 0; // The browser tells of the 400 that was asked for.
    });
});

test('charts zoom, move, hide series, and are taken along', async () => {
    await inPage({}, async (page) => {
        await at(page, 'explore?type=host&metrics=cpu.util&from=-6h');
        await page.waitForSelector('.u-over');
        await page.getByRole('button', { name: 'host-2' }).click();
        assert.equal(await page.getByRole('button', { name: 'host-2' }).getAttribute('aria-pressed'), 'false');

        const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
        const lines = readFileSync(await csv.path(), 'utf8').split('\n');
        assert.equal(lines[0], 'time,host-1,host-2,host-3,host-4,host-5,host-6');
        assert.ok(lines.length > 300);
        const [png] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'PNG' }).click()]);
        assert.equal(readFileSync(await png.path()).subarray(1, 4).toString(), 'PNG');

        await page.getByRole('button', { name: 'Log scale' }).click();
        await page.waitForFunction(() => location.hash.includes('log=1'));
        const box = await page.locator('.u-over').boundingBox();
        await page.mouse.move(box.x + 100, box.y + 50);
        await page.mouse.down();
        await page.mouse.move(box.x + 300, box.y + 60, { steps: 5 });
        await page.mouse.up();
        await page.waitForFunction(() => /from=20\d\d/.test(location.hash));
        const zoomed = page.url();
        await page.keyboard.press('ArrowLeft');
        await page.waitForFunction((before) => location.href !== before, zoomed);
        await page.goBack();
        await page.waitForFunction((before) => location.href === before, zoomed);

        await page.getByRole('button', { name: /–/ }).click();
        await page.getByRole('button', { name: '3 hours' }).click();
        await page.waitForFunction(() => location.hash.includes('from=-3h'));
        await page.getByRole('button', { name: 'Call' }).click();
        await page.getByText(/gnocchi aggregates/).waitFor();
        await page.getByText(/curl -u admin:/).waitFor();
        await page.keyboard.press('Escape');
        await page.waitForSelector('dialog', { state: 'detached' });
    });
});

test('lines become one, for each of a group, resampled', async () => {
    await inPage({}, async (page) => {
        await at(page, 'explore?type=instance&metrics=cpu.util&from=-6h');
        await page.getByLabel('Lines').selectOption('sum');
        await page.getByLabel('For each').selectOption('flavor');
        await page.getByRole('button', { name: 'medium' }).waitFor();
        assert.equal(await page.locator('.legend .series').count(), 3);
        await page.getByLabel('Resample').selectOption('3600');
        await page.getByText('mean, every 1 h').waitFor();
    });
});

test('mistakes in operations are underlined, and what is right is computed', async () => {
    await inPage({}, async (page) => {
        await at(page, 'playground?type=host');
        const field = page.getByLabel('Operations');
        await field.fill('(aggregate mean (metric cpu.util mean)');
        await page.getByText('this bracket is never closed').waitFor();
        assert.equal(await page.locator('mark').innerText(), '(');
        await field.fill('(resample mean 900 (metric cpu.util mean))');
        await page.getByRole('button', { name: 'Compute' }).click();
        await page.waitForSelector('.u-over');
        await page.getByText('6 series, every 15 min').waitFor();
        await page.getByText('Table', { exact: true }).click();
        await page.getByRole('cell', { name: 'host-1' }).first().waitFor();
        await field.fill('(rolling mean 100000 (metric cpu.util mean))');
        await page.keyboard.press('Control+Enter');
        await page.waitForSelector('[role=alert]');
        page.complaints.length = 0; // The browser tells of the 400 that was asked for.
    });
});

test('policies are made with a preview of what they take, and deleted', async () => {
    await inPage({}, async (page) => {
        await at(page, 'policies');
        await page.getByRole('button', { name: 'New policy' }).click();
        await page.getByLabel('Name').fill('console-test');
        await page.getByRole('button', { name: 'Every hour for ten years' }).click();
        await page.getByText('526 k').waitFor();
        await page.getByRole('button', { name: 'Create' }).click();
        await page.getByRole('region', { name: 'Policy console-test' }).waitFor();
        await page.getByRole('region', { name: 'Policy demo' }).getByRole('button', { name: 'Who uses it' }).click();
        await page.getByText('132').first().waitFor();
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Delete the policy console-test' }).click();
        await page.getByRole('button', { name: 'Delete', exact: true }).click();
        await page.getByRole('region', { name: 'Policy console-test' }).waitFor({ state: 'detached' });
    });
});

test('rules tell which policy a name gets', async () => {
    await inPage({}, async (page) => {
        await at(page, 'policies?tab=rules');
        await page.getByRole('button', { name: 'New rule' }).click();
        await page.getByLabel('Name', { exact: true }).fill('console-test');
        await page.getByLabel('Pattern of metric names').fill('disk.*');
        await page.getByRole('dialog').getByLabel('Policy').selectOption('high');
        await page.getByRole('button', { name: 'Create' }).click();
        await page.waitForSelector('dialog', { state: 'detached' });
        await page.getByLabel('Try a metric name').fill('disk.read');
        await page.getByText('gets high, by the rule console-test').waitFor();
        await page.getByRole('button', { name: 'Delete the rule console-test' }).click();
        await page.getByRole('button', { name: 'Delete', exact: true }).click();
        await page.getByText('gets low, by the rule default').waitFor();
    });
});

test('types are made, extended and deleted', async () => {
    await inPage({}, async (page) => {
        await at(page, 'types');
        await page.getByRole('button', { name: 'New type' }).click();
        await page.getByLabel('Name').fill('console_test');
        await page.getByLabel('Attribute', { exact: true }).fill('colour');
        await page.getByRole('button', { name: 'Create' }).click();
        const card = page.getByRole('region', { name: 'Type console_test' });
        await card.getByText('colour').waitFor();
        await card.getByRole('button', { name: 'Attribute', exact: true }).click();
        await page.getByRole('dialog').getByLabel('Attribute', { exact: true }).fill('weight');
        await page.getByRole('dialog').getByLabel('Kind').selectOption('number');
        await page.getByRole('button', { name: 'Add' }).click();
        await card.getByText('weight').waitFor();
        await page.getByRole('button', { name: 'Delete the type console_test' }).click();
        await page.getByRole('button', { name: 'Delete', exact: true }).click();
        await card.waitFor({ state: 'detached' });
    });
});

test('the status tells what comes in, what is set aside and why, and what the store is asked', async () => {
    const prepare = (page) =>
        page.route('**/v1/status?*', async (route) => {
            const status = await (await route.fetch()).json();
            const first = [{ sack: 3, metric: null, bytes: 160, since: '2026-01-01T00:00:00+00:00', reason: 'an absurd number' }];
            status.storage.summary.set_aside = { metrics: 1, bytes: 160, first };
            await route.fulfill({ json: status });
        });
    await inPage({ prepare }, async (page) => {
        await at(page, 'status');
        await page.getByText('database: good').waitFor();
        await page.getByText('160 B: run gnocchi-check').waitFor();
        await page.getByRole('cell', { name: 'an absurd number' }).waitFor();
        await page.getByText('2 s', { exact: true }).click();
        const body = { 'host-1': { load: [{ timestamp: Date.now() / 1000, value: 1 }] } };
        const posted = await fetch(`${SERVER}/v1/batch/resources/metrics/measures`, {
            method: 'POST',
            headers: { Authorization: `Basic ${btoa('admin:')}`, 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
        });
        assert.equal(posted.status, 202);
        await page.locator('.tile', { hasText: 'Measures taken' }).locator('b', { hasNotText: /^0\/s$/ }).waitFor();
        await page.getByRole('button', { name: 'measures folded' }).waitFor();
        await page.locator('.tile', { hasText: 'Store requests' }).getByText('files: they cost nothing').waitFor();
        await page.getByRole('row', { name: /^put [\d,]+ [\d.]+ / }).waitFor();
    });
});

test('every request of the API can be tried', async () => {
    await inPage({}, async (page) => {
        await page.goto(`${SERVER}/docs`);
        await page.getByRole('button', { name: /GET\s*\/v1\/archive_policy\s+All/ }).click();
        await page.getByRole('button', { name: 'Try it' }).click();
        await page.getByText('"name": "low"').waitFor();
        const { paths } = await (await fetch(`${SERVER}/v1/openapi.json`)).json();
        const described = Object.values(paths).flatMap(Object.values).filter(({ operationId }) => operationId);
        assert.equal(await page.locator('.operation').count(), described.length);
    });
});

test('each way of signing in asks for what it needs', async () => {
    const settings = (answer) => (page) => page.route('**/ui/settings', (route) => route.fulfill({ json: answer }));
    const keystone = { sign_in: 'token', keystone: 'http://127.0.0.1:9/v3' };
    await inPage({ signedIn: false, prepare: settings(keystone) }, async (page) => {
        await page.route('**/v1/**', (route) =>
            route.fulfill({ json: [], status: route.request().headers()['x-auth-token'] === 'sesame' ? 200 : 401 }),
        );
        await page.goto(`${SERVER}/ui/`);
        await page.getByLabel('Project').waitFor();
        await accessible(page, 'sign-in by Keystone');
        await page.getByText('Token', { exact: true }).click();
        await page.getByLabel('Token').last().fill('sesame');
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByRole('button', { name: 'Sign out' }).first().waitFor({ state: 'attached' });
    });
    await inPage({ signedIn: false, prepare: settings({ sign_in: 'nothing' }) }, async (page) => {
        await page.goto(`${SERVER}/ui/`);
        await page.getByText('did not say who you are').waitFor();
        page.complaints.length = 0; // The browser tells of the 401 that was asked for.
    });
});
