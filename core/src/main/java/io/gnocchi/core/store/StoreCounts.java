package io.gnocchi.core.store;

/// How often an [ObjectStore] was called, and with how many bytes.
///
/// @param puts calls, also those that failed or found the object there
/// @param putBytes bytes of objects that were made
/// @param getBytes bytes handed out
/// @param deletes calls, each for any number of keys
public record StoreCounts(
        long puts,
        long putBytes,
        long gets,
        long getBytes,
        long lists,
        long deletes,
        long deletedKeys) {
    /// Nothing was counted.
    public static final StoreCounts NONE = new StoreCounts(0, 0, 0, 0, 0, 0, 0);

    /// Both together.
    public StoreCounts plus(StoreCounts other) {
        return new StoreCounts(
                puts + other.puts,
                putBytes + other.putBytes,
                gets + other.gets,
                getBytes + other.getBytes,
                lists + other.lists,
                deletes + other.deletes,
                deletedKeys + other.deletedKeys);
    }

    /// What was counted since `earlier`.
    public StoreCounts since(StoreCounts earlier) {
        return new StoreCounts(
                puts - earlier.puts,
                putBytes - earlier.putBytes,
                gets - earlier.gets,
                getBytes - earlier.getBytes,
                lists - earlier.lists,
                deletes - earlier.deletes,
                deletedKeys - earlier.deletedKeys);
    }
}
