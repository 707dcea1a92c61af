// JSON as the server writes it: measures may be bare NaN, Infinity and -Infinity.

const BARE = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

// The value of a text; numbers that are none become null.
export function parse(text) {
    try {
        return JSON.parse(text);
    } catch {
        return JSON.parse(text.replace(BARE, (found) => (found[0] === '"' ? found : 'null')));
    }
}
