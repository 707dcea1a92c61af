package io.gnocchi.core.codec;

import java.util.zip.CRC32C;

/// CRC-32C, the checksum of every block.
public final class Checksum {
    private Checksum() {}

    /// The checksum of `length` bytes from `offset`.
    public static int of(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
