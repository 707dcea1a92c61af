package io.gnocchi.server.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// Resource ids as clients write them: a UUID, or any text, which is a different resource for every
/// creator.
public final class ResourceIdText {
    private static final UUID NAMESPACE = UUID.fromString("0a7a15ff-aa13-4ac2-897c-9bdf30ce175b");
    private static final int MAX_LENGTH = 289;

    private ResourceIdText() {}

    /// An id that a member of a body holds.
    public static UUID inBody(String text, String member, String creator) {
        return at(text, JsonPath.ROOT.key(member), creator);
    }

    /// An id that is the name of a member.
    public static UUID asKey(String text, String creator) {
        return at(text, JsonPath.ROOT.key(text), creator);
    }

    /// An id in a URL.
    public static UUID inPath(String text, String creator) {
        return at(text, JsonPath.ROOT, creator);
    }

    /// Refuses what cannot be the name of a metric.
    public static void requireMetricName(String name) {
        Names.metricName(name, JsonPath.ROOT);
    }

    /// An id somewhere in a body.
    static UUID at(String text, JsonPath path, String creator) {
        var uuid = Uuids.parse(text);
        if (uuid != null) {
            return uuid;
        }
        if (text.indexOf('/') >= 0) {
            throw path.wrong("'/' is not supported in resource id");
        }
        Characters.storable(text, path);
        if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
            throw path.wrong("transformable resource id >289 max allowed characters");
        }
        return named(text + '\0' + creator);
    }

    /// Version 5: the SHA-1 of namespace and name.
    private static UUID named(String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            digest.update(
                    ByteBuffer.allocate(16)
                            .putLong(NAMESPACE.getMostSignificantBits())
                            .putLong(NAMESPACE.getLeastSignificantBits())
                            .array());
            var hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
            long high = (hash.getLong() & ~0xf000L) | 0x5000L;
            long low = (hash.getLong() & ~(0b11L << 62)) | (0b10L << 62);
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
