package io.gnocchi.server.wire;

import io.gnocchi.core.model.MalformedException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonToken;

/// An array of objects, gone through item by item and member by member while it is read. A member
/// that nobody asks for is stepped over.
///
/// A value of the wrong kind is a [MalformedException], and one may go on with the next item; what
/// is not JSON is an [UndecodableBodyException], with which it ends.
public final class JsonObjects implements AutoCloseable {
    private static final int ITEM_DEPTH = 2;

    private final Tokens tokens;
    private String member = "";

    /// @throws MalformedException when it is no array
    public JsonObjects(InputStream body) {
        tokens = new Tokens(body);
        if (tokens.next() != JsonToken.START_ARRAY) {
            throw new MalformedException("not an array");
        }
    }

    /// Goes to the next item, from wherever in the last one.
    ///
    /// @return false when there is none, and nothing behind the array
    public boolean nextItem() {
        while (tokens.depth() >= ITEM_DEPTH) {
            tokens.next();
        }
        if (tokens.next() == JsonToken.END_ARRAY) {
            tokens.end();
            return false;
        }
        return true;
    }

    /// Goes to the next member of the item.
    ///
    /// @return false when there is none
    /// @throws MalformedException when the item is no object
    public boolean nextMember() {
        if (tokens.depth() < ITEM_DEPTH) {
            throw new MalformedException("not an object");
        }
        if (isNested()) {
            tokens.skip();
        }
        if (tokens.next() == JsonToken.END_OBJECT) {
            return false;
        }
        if (tokens.current() != JsonToken.PROPERTY_NAME) {
            throw new MalformedException("not an object");
        }
        member = tokens.name();
        tokens.next();
        return true;
    }

    /// Whether the value of a member begins here that nobody has asked for.
    private boolean isNested() {
        return tokens.depth() > ITEM_DEPTH;
    }

    /// The name of the current member.
    public String member() {
        return member;
    }

    /// The text it has; empty for null.
    public String text() {
        return switch (tokens.current()) {
            case VALUE_STRING -> tokens.text();
            case VALUE_NULL -> "";
            default -> throw new MalformedException("`%s' is no text".formatted(member));
        };
    }

    /// The number it has.
    public double number() {
        return switch (tokens.current()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> tokens.number();
            default -> throw new MalformedException("`%s' is no number".formatted(member));
        };
    }

    /// The numbers in its array; NaN for null.
    public double[] numbers() {
        requireArray();
        var numbers = new double[1];
        int size = 0;
        while (tokens.next() != JsonToken.END_ARRAY) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = tokens.current() == JsonToken.VALUE_NULL ? Double.NaN : number();
        }
        return Arrays.copyOf(numbers, size);
    }

    /// The texts in its array.
    public List<String> texts() {
        requireArray();
        var texts = new ArrayList<String>();
        while (tokens.next() != JsonToken.END_ARRAY) {
            texts.add(text());
        }
        return texts;
    }

    private void requireArray() {
        if (tokens.current() != JsonToken.START_ARRAY) {
            throw new MalformedException("`%s' is no array".formatted(member));
        }
    }

    @Override
    public void close() {
        tokens.close();
    }
}
