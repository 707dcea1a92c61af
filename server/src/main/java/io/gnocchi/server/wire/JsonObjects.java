package io.gnocchi.server.wire;

import io.gnocchi.core.model.MalformedException;
import java.io.InputStream;
import java.util.List;

/// An array of objects, gone through item by item and member by member while it is read. A member
/// that nobody asks for is stepped over.
///
/// A value of the wrong kind is a [MalformedException], and one may go on with the next item; what
/// is not JSON is an [UndecodableBodyException], with which it ends.
public final class JsonObjects implements AutoCloseable {
    private JsonItems items;

    /// @param known names and texts that are probably in it
    /// @throws MalformedException when it is no array
    public JsonObjects(InputStream body, KnownTexts known) {
        this(new PlainDocument(body, known));
    }

    /// Of a document that has come whole.
    ///
    /// @throws MalformedException when it is no array
    public JsonObjects(byte[] body, KnownTexts known) {
        this(new PlainDocument(body, known));
    }

    private JsonObjects(PlainDocument document) {
        var plain = new PlainItems(document);
        items = document.next() == '[' ? plain : plain.rest();
    }

    /// Goes to the next item, from wherever in the last one.
    ///
    /// @return false when there is none, and nothing behind the array
    public boolean nextItem() {
        if (items instanceof PlainItems plain) {
            if (plain.nextItem()) {
                return true;
            }
            if (plain.isAtEnd()) {
                return false;
            }
            items = plain.rest();
        }
        return items.nextItem();
    }

    /// Goes to the next member of the item.
    ///
    /// @return false when there is none
    /// @throws MalformedException when the item is no object
    public boolean nextMember() {
        return items.nextMember();
    }

    /// The name of the current member.
    public String member() {
        return items.member();
    }

    /// The text it has; empty for null.
    public String text() {
        return items.text();
    }

    /// The number it has.
    public double number() {
        return items.number();
    }

    /// The numbers in its array; NaN for null.
    public double[] numbers() {
        return items.numbers();
    }

    /// The texts in its array.
    public List<String> texts() {
        return items.texts();
    }

    @Override
    public void close() {
        items.close();
    }
}
