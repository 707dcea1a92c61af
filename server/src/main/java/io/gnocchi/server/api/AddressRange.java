package io.gnocchi.server.api;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Internet addresses that begin alike: `10.0.0.0/8`, `fd00::/8`, or one address.
///
/// @param start its first bits count
public record AddressRange(InetAddress start, int bits) {
    public AddressRange {
        if (bits < 0 || bits > start.getAddress().length * 8) {
            throw new IllegalArgumentException("an address has not " + bits + " bits");
        }
    }

    /// @throws IllegalArgumentException when it is not of that form
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        var start = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits =
                slash < 0
                        ? start.getAddress().length * 8
                        : Integer.parseInt(text.substring(slash + 1));
        return new AddressRange(start, bits);
    }

    /// Whether an address is in one of some ranges; any address is when there are none.
    ///
    /// @param address null when it is unknown
    static boolean anyHas(List<AddressRange> ranges, @Nullable InetAddress address) {
        return ranges.isEmpty()
                || (address != null && ranges.stream().anyMatch(range -> range.has(address)));
    }

    boolean has(InetAddress address) {
        byte[] mine = start.getAddress();
        byte[] other = address.getAddress();
        int whole = bits / 8;
        if (mine.length != other.length || !Arrays.equals(mine, 0, whole, other, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || (mine[whole] ^ other[whole]) >> (8 - rest) == 0;
    }
}
