package io.gnocchi.server.wire;

import io.gnocchi.core.model.MalformedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Items in a [PlainDocument]: of texts, numbers, and arrays of either.
final class PlainItems implements JsonItems {
    private final PlainDocument document;
    private final List<Member> members = new ArrayList<>();
    private int current;
    private boolean hasTaken;
    private boolean isAtEnd;

    private record Member(String name, Value value) {}

    private sealed interface Value {}

    private record Nothing() implements Value {}

    private record OneText(String text) implements Value {}

    private record Texts(List<String> texts) implements Value {}

    private record OneNumber(double number) implements Value {}

    /// @param numbers NaN for null
    private record Numbers(double[] numbers) implements Value {}

    PlainItems(PlainDocument document) {
        this.document = document;
    }

    /// Whether it went through all items, and nothing is behind them.
    boolean isAtEnd() {
        return isAtEnd;
    }

    /// Those that are left, read in the other way.
    TokenItems rest() {
        return hasTaken
                ? TokenItems.behindFirst(document.again("[{}"))
                : TokenItems.of(document.again(""));
    }

    /// @return false also when it is not plain
    @Override
    public boolean nextItem() {
        members.clear();
        current = -1;
        if (!document.take(hasTaken ? ',' : '[')) {
            isAtEnd = hasTaken && document.take(']') && document.takeEnd();
            return false;
        }
        if (!hasTaken && document.take(']')) {
            isAtEnd = document.takeEnd();
            return false;
        }
        if (!document.takeInner(this::takeMember)) {
            return false;
        }
        document.mark();
        hasTaken = true;
        return true;
    }

    private boolean takeMember(String name) {
        var value = takeValue();
        return value != null && members.add(new Member(name, value));
    }

    /// Null when it is not plain.
    private @Nullable Value takeValue() {
        return switch (document.next()) {
            case '"' -> {
                var text = document.takeText();
                yield text == null ? null : new OneText(text);
            }
            case '[' -> takeArray();
            case 'n' -> document.takeNull() ? new Nothing() : null;
            default -> document.takeNumberNear() ? new OneNumber(document.number()) : null;
        };
    }

    private @Nullable Value takeArray() {
        if (!document.take('[')) {
            return null;
        }
        if (document.next() == '"') {
            return takeTexts();
        }
        return document.take(']') ? new Numbers(new double[0]) : takeNumbers();
    }

    private @Nullable Value takeTexts() {
        var texts = new ArrayList<String>();
        do {
            var text = document.takeText();
            if (text == null) {
                return null;
            }
            texts.add(text);
        } while (document.take(','));
        return document.take(']') ? new Texts(texts) : null;
    }

    private @Nullable Value takeNumbers() {
        var numbers = new Doubles();
        do {
            if (!document.hasRoom()) {
                return null;
            }
            if (document.takeNull()) {
                numbers.add(Double.NaN);
            } else if (document.takeNumberNear()) {
                numbers.add(document.number());
            } else {
                return null;
            }
        } while (document.take(','));
        return document.take(']') ? new Numbers(numbers.toArray()) : null;
    }

    @Override
    public boolean nextMember() {
        return ++current < members.size();
    }

    @Override
    public String member() {
        return members.get(current).name();
    }

    private Value value() {
        return members.get(current).value();
    }

    private MalformedException no(String kind) {
        return new MalformedException("`%s' is no %s".formatted(member(), kind));
    }

    @Override
    public String text() {
        return switch (value()) {
            case OneText(var text) -> text;
            case Nothing _ -> "";
            case OneNumber _, Numbers _, Texts _ -> throw no("text");
        };
    }

    @Override
    public double number() {
        if (value() instanceof OneNumber(var number)) {
            return number;
        }
        throw no("number");
    }

    @Override
    public double[] numbers() {
        return switch (value()) {
            case Numbers(var numbers) -> numbers;
            case Texts _ -> throw no("number");
            case OneText _, OneNumber _, Nothing _ -> throw no("array");
        };
    }

    @Override
    public List<String> texts() {
        return switch (value()) {
            case Texts(var texts) -> texts;
            case Numbers(var numbers) when areAllNull(numbers) ->
                    Collections.nCopies(numbers.length, "");
            case Numbers _ -> throw no("text");
            case OneText _, OneNumber _, Nothing _ -> throw no("array");
        };
    }

    private static boolean areAllNull(double[] numbers) {
        return Arrays.stream(numbers).allMatch(Double::isNaN);
    }

    @Override
    public void close() {}
}
