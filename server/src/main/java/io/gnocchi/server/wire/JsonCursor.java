package io.gnocchi.server.wire;

import io.gnocchi.core.model.MalformedException;
import java.io.InputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonToken;

/// A document of objects and arrays in each other, gone through while it is read; null in place of
/// one is one with nothing in it. What nobody asks for is stepped over.
///
/// A value of the wrong kind is a [MalformedException]: who catches it inside of a member or an
/// item may go on with the next. What is not JSON, or has a name twice in an object, is an
/// [UndecodableBodyException], with which it ends.
public final class JsonCursor implements AutoCloseable {
    private final Tokens tokens;

    public JsonCursor(InputStream body) {
        tokens = Tokens.ofDistinctNames(body);
        tokens.next();
    }

    /// Goes through the object that is the current value.
    ///
    /// @param member gets the name of a member whose value is the current one
    public void members(Consumer<String> member) {
        if (isNothingIn(JsonToken.START_OBJECT, "object")) {
            return;
        }
        int depth = tokens.depth();
        while (tokens.next() != JsonToken.END_OBJECT) {
            var name = tokens.name();
            tokens.next();
            member.accept(name);
            leave(depth);
        }
    }

    /// Goes through the array that is the current value.
    ///
    /// @param item gets on with the item that is the current value
    public void items(Runnable item) {
        if (isNothingIn(JsonToken.START_ARRAY, "array")) {
            return;
        }
        int depth = tokens.depth();
        while (tokens.next() != JsonToken.END_ARRAY) {
            item.run();
            leave(depth);
        }
    }

    private boolean isNothingIn(JsonToken start, String kind) {
        if (!isNull() && tokens.current() != start) {
            throw no(kind);
        }
        return isNull();
    }

    private MalformedException no(String kind) {
        var name = tokens.nameIfAny();
        return new MalformedException(
                name == null
                        ? "no %s where one should be".formatted(kind)
                        : "`%s' is no %s".formatted(name, kind));
    }

    private void leave(int depth) {
        while (tokens.depth() > depth) {
            tokens.next();
        }
    }

    /// Whether the current value is null.
    public boolean isNull() {
        return tokens.current() == JsonToken.VALUE_NULL;
    }

    /// The text it is.
    public String text() {
        return switch (tokens.current()) {
            case VALUE_STRING -> tokens.text();
            case VALUE_NULL -> "";
            default -> throw no("text");
        };
    }

    /// The text it is, or the number as it is written.
    public String word() {
        return isNumber() ? tokens.text() : text();
    }

    /// Whether it is a number.
    public boolean isNumber() {
        return switch (tokens.current()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> true;
            default -> false;
        };
    }

    /// The number it is.
    public double number() {
        if (!isNumber()) {
            throw no("number");
        }
        return tokens.number();
    }

    /// All of it.
    public Json json() {
        return JsonReader.value(tokens);
    }

    /// Refuses anything behind the document.
    public void end() {
        tokens.end();
    }

    @Override
    public void close() {
        tokens.close();
    }
}
