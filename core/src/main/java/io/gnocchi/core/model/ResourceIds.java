package io.gnocchi.core.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Resource ids: a UUID is itself; any other text becomes a UUID of version 5 that depends on who
/// wrote it.
public final class ResourceIds {
    private static final UUID NAMESPACE = UUID.fromString("0a7a15ff-aa13-4ac2-897c-9bdf30ce175b");
    private static final int MAX_CHARACTERS = 289;

    private ResourceIds() {}

    /// The id a text means to a creator.
    ///
    /// @param creator null when nobody is known
    /// @throws MalformedException with the message for the user
    public static UUID of(String text, @Nullable String creator) {
        var uuid = UuidText.parse(text);
        if (uuid != null) {
            return uuid;
        }
        if (text.indexOf('/') >= 0) {
            throw new MalformedException("'/' is not supported in resource id");
        }
        if (text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
            throw new MalformedException(
                    "transformable resource id >" + MAX_CHARACTERS + " max allowed characters");
        }
        return version5(text + '\0' + (creator == null ? "\0" : creator));
    }

    private static UUID version5(String name) {
        var digest = sha1();
        digest.update(
                ByteBuffer.allocate(16)
                        .putLong(NAMESPACE.getMostSignificantBits())
                        .putLong(NAMESPACE.getLeastSignificantBits())
                        .flip());
        var hash = ByteBuffer.wrap(digest.digest(name.getBytes(UTF_8)));
        long high = (hash.getLong() & ~0xF000L) | 0x5000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
