package io.gnocchi.core.processing;

import io.gnocchi.core.index.Index;
import io.gnocchi.core.model.UnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/// An index whose caller dies at every n-th call, by turns before and after the effect.
final class DyingIndex {
    private final Index index;
    private final int every;
    private int calls;
    private int deaths;

    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    DyingIndex(Index index, int every) {
        this.index = index;
        this.every = every;
    }

    /// The same index, seen by those who die.
    Index index() {
        var loader = Index.class.getClassLoader();
        return (Index) Proxy.newProxyInstance(loader, new Class<?>[] {Index.class}, this::call);
    }

    private Object call(Object proxy, Method method, Object[] arguments) throws Throwable {
        calls++;
        boolean dies = calls % every == 0;
        if (dies && calls / every % 2 == 0) {
            throw new Death();
        }
        try {
            var answer = method.invoke(index, arguments);
            if (dies) {
                throw new Death();
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /// Does what ends well, or with the death of who does it.
    void survives(Runnable work) {
        try {
            work.run();
        } catch (Death | UnavailableException _) {
            deaths++;
        }
    }

    int deaths() {
        return deaths;
    }
}
