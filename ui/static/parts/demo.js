// Demo data, through the API, as the person who is signed in: a day of a simulated fleet, and then
// what it measures as long as this page is open.
import { call } from '../api.js';
import { measuresAt, thingsOf } from '../logic/fleet.js';

const FILLED = 86400;
const FILL_STEP = 60;
const LIVE_STEP = 10;
const INSTANTS_A_POST = 90;
const THERE_ALREADY = 409;

async function fleet() {
    return (await fetch(new URL('../demo/fleet.json', import.meta.url))).json();
}

async function made(path, body) {
    try {
        await call('POST', path, { body });
    } catch (e) {
        if (e.status !== THERE_ALREADY) {
            throw e;
        }
    }
}

// Makes the fleet and its last day. `tell` hears {done, of, what}.
export async function fill(tell) {
    const known = await fleet();
    await made('archive_policy', known.policy);
    for (const { name, attributes } of known.types) {
        await made('resource_type', { name, attributes });
    }
    const things = thingsOf(known);
    const now = Math.floor(Date.now() / 1000 / FILL_STEP) * FILL_STEP;
    const instants = [];
    for (let seconds = now - FILLED; seconds <= now; seconds += FILL_STEP) {
        instants.push(seconds);
    }
    const posts = Math.ceil(instants.length / INSTANTS_A_POST);
    const of = things.length + posts;
    for (const [at, { type, id, attributes, metrics }] of things.entries()) {
        tell({ done: at, of, what: `Making ${id}` });
        const definitions = {};
        for (const { metric } of metrics) {
            definitions[metric.name] = { archive_policy_name: known.policy.name, ...(metric.unit && { unit: metric.unit }) };
        }
        await made(`resource/${type}`, { id, ...attributes, metrics: definitions });
    }
    for (let at = 0; at < posts; at++) {
        tell({ done: things.length + at, of, what: 'Posting a day of measures' });
        const some = instants.slice(at * INSTANTS_A_POST, (at + 1) * INSTANTS_A_POST);
        await call('POST', 'batch/resources/metrics/measures', { body: measuresAt(things, some) });
    }
}

let going = null;

// Posts what the fleet measures from now on.
export function goOn() {
    going ??= setInterval(async () => {
        const things = thingsOf(await fleet());
        const now = Math.floor(Date.now() / 1000);
        try {
            await call('POST', 'batch/resources/metrics/measures', { body: measuresAt(things, [now]) });
        } catch {
            clearInterval(going);
            going = null;
        }
    }, LIVE_STEP * 1000);
}
