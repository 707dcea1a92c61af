// What every way to sign in has in common.
import { call } from '../api.js';
import { session } from '../session.js';
import { useState } from '../view.js';

// Tries what was given before it is kept.
export function useTrying(onDone) {
    const [error, setError] = useState(null);
    const [busy, setBusy] = useState(false);
    const attempt = async (event, given) => {
        event.preventDefault();
        setBusy(true);
        setError(null);
        try {
            const who = await given();
            await call('GET', 'resource_type', { as: who });
            session.begin(who);
            onDone(who);
        } catch (e) {
            setError(e.status === 401 ? 'The server does not know you by that.' : e.message);
            setBusy(false);
        }
    };
    return { error, busy, attempt };
}
