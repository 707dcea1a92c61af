// What the server and the browser count on in the sources themselves.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const STATIC = new URL('../static/', import.meta.url);
const MODULES = readdirSync(STATIC, { recursive: true }).filter((path) => path.endsWith('.js') && !path.startsWith('vendor/'));
const text = (path) => readFileSync(new URL(path, STATIC), 'utf8');

// The modules that one names, not those it asks for later.
function imported(path) {
    const named = [...text(path).matchAll(/^(?:import|export|\}) ?(?:.*from )?'(\.[^']+)';$/gm)].map((found) => found[1]);
    return named.map((name) => new URL(name, new URL(path, 'file:///')).pathname.slice(1));
}

function reached(path, seen = new Set()) {
    if (!seen.has(path)) {
        seen.add(path);
        if (!path.startsWith('vendor/')) {
            imported(path).forEach((other) => reached(other, seen));
        }
    }
    return seen;
}

test('every module that is named is there', () => {
    assert.ok(MODULES.length > 30);
    for (const path of MODULES) {
        const later = [...text(path).matchAll(/import\('(\.[^']+)'\)/g)].map((found) => new URL(found[1], new URL(path, 'file:///')).pathname.slice(1));
        for (const other of [...imported(path), ...later]) {
            assert.ok(existsSync(new URL(other, STATIC)), `${path} names ${other}`);
        }
    }
});

test('the page asks at once for all that its frame is made of', () => {
    const asked = [...text('index.html').matchAll(/modulepreload" href="VERSION\/([^"]+)"/g)].map((found) => found[1]);
    const needed = [...reached('app.js')].filter((path) => path !== 'app.js');
    assert.deepEqual(asked.toSorted(), needed.toSorted());
});

// They are sent without indentation, which in other templates would mean something.
test('only markup goes over several lines', () => {
    for (const path of MODULES) {
        const begun = /(?<=[ =(])`(?! ?[:;,)}\]]|$)[^`\n]*$/m.exec(text(path));
        assert.equal(begun, null, `${path}: ${begun}`);
    }
});
