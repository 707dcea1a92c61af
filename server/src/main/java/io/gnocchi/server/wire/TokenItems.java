package io.gnocchi.server.wire;

import io.gnocchi.core.model.MalformedException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonToken;

/// Items read token by token, whatever they are like.
final class TokenItems implements JsonItems {
    private static final int ITEM_DEPTH = 2;

    private final Tokens tokens;
    private String member = "";

    private TokenItems(Tokens tokens) {
        this.tokens = tokens;
    }

    /// Those of a whole array.
    ///
    /// @throws MalformedException when it is none
    static TokenItems of(InputStream array) {
        var tokens = new Tokens(array);
        if (tokens.next() != JsonToken.START_ARRAY) {
            throw new MalformedException("not an array");
        }
        return new TokenItems(tokens);
    }

    /// Those behind an item that stands for all before them.
    static TokenItems behindFirst(InputStream array) {
        var items = of(array);
        var _ = items.nextItem();
        return items;
    }

    @Override
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

    @Override
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

    @Override
    public String member() {
        return member;
    }

    @Override
    public String text() {
        return switch (tokens.current()) {
            case VALUE_STRING -> tokens.text();
            case VALUE_NULL -> "";
            default -> throw new MalformedException("`%s' is no text".formatted(member));
        };
    }

    @Override
    public double number() {
        return switch (tokens.current()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> tokens.number();
            default -> throw new MalformedException("`%s' is no number".formatted(member));
        };
    }

    @Override
    public double[] numbers() {
        requireArray();
        var numbers = new Doubles();
        while (tokens.next() != JsonToken.END_ARRAY) {
            numbers.add(tokens.current() == JsonToken.VALUE_NULL ? Double.NaN : number());
        }
        return numbers.toArray();
    }

    @Override
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
