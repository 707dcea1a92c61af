package io.gnocchi.core.store;

import java.util.Collection;
import java.util.List;

/// The door to objects: immutable byte strings under names that are never used twice.
///
/// Keys are `/`-separated words of `[A-Za-z0-9._-]` (see [ObjectKeys]); other keys are refused with
/// an [IllegalArgumentException]. No key is the folder of another: who has `a/b` may not put `a`.
/// The caller owns the arrays that are handed out. Every call may throw [UnavailableException]; a
/// failed call may or may not have had its effect. Calls from many threads are fine.
public interface ObjectStore extends AutoCloseable {

    /// Makes the object durable and visible, whole or not at all.
    ///
    /// @return false when the key exists already; then nothing was changed. Of racing callers one
    ///   gets true. After a failed call the key may exist.
    boolean putIfAbsent(String key, byte[] bytes);

    /// The whole object.
    ///
    /// @throws ObjectMissingException when there is none
    byte[] get(String key);

    /// A part of the object: exactly `length` bytes from `offset`.
    ///
    /// @throws ObjectMissingException when there is none
    /// @throws CorruptObjectException when the object ends before
    byte[] get(String key, long offset, int length);

    /// All objects whose key starts with `prefix`, in key order. An object put or deleted meanwhile
    /// may or may not be there.
    List<StoredObject> list(String prefix);

    /// Forgets what is remembered of the object: the next read asks where it lies.
    void forget(String key);

    /// Deletes what exists of `keys`; missing ones are fine.
    void delete(Collection<String> keys);

    @Override
    void close();
}
