package io.gnocchi.core.store;

import java.lang.System.Logger.Level;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Bytes of an object on their way to whoever decodes them, fetched when first asked for.
///
/// What does not decode may only have come damaged. So it is fetched once more, past every cache,
/// before anybody believes that it lies damaged: damage at rest sets measures aside, damage on the
/// way must not.
public final class Fetched {
    private static final System.Logger LOG = System.getLogger(Fetched.class.getName());

    private final ObjectStore store;
    private final ByteRange range;
    private byte @Nullable [] bytes;
    private boolean again;

    private Fetched(ObjectStore store, ByteRange range, byte @Nullable [] bytes) {
        this.store = store;
        this.range = range;
        this.bytes = bytes;
    }

    /// A whole object.
    public static Fetched whole(ObjectStore store, String key) {
        return new Fetched(store, ByteRange.whole(key), null);
    }

    /// `length` bytes from `offset`.
    public static Fetched part(ObjectStore store, String key, long offset, int length) {
        return new Fetched(store, ByteRange.part(key, offset, length), null);
    }

    /// A part of which somebody has the bytes.
    public static Fetched part(ObjectStore store, String key, long offset, byte[] bytes) {
        return new Fetched(store, ByteRange.part(key, offset, bytes.length), bytes);
    }

    /// What the bytes mean.
    ///
    /// @param decode throws [CorruptObjectException] when they mean nothing; may be called twice
    /// @throws CorruptObjectException when they mean nothing the second time either
    /// @throws ObjectMissingException when there is no such object
    public <T> T decoded(Function<byte[], T> decode) {
        try {
            return decode.apply(bytes());
        } catch (CorruptObjectException e) {
            if (again) {
                throw e;
            }
            LOG.log(Level.WARNING, "Fetched again, for it came damaged: {0}", e.getMessage());
            again = true;
            store.forget(range.key());
            bytes = null;
            return decode.apply(bytes());
        }
    }

    private byte[] bytes() {
        if (bytes == null) {
            bytes = range.readFrom(store);
        }
        return bytes;
    }
}
