package io.gnocchi.server.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How many datagrams the kernel dropped because a socket of this process was not read in time, as
/// Linux tells in `/proc/net/udp` and `udp6`: a line a socket, its inode before the number of those
/// that refer to it, and what was dropped in the last column.
final class KernelDrops {
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/self/net/udp"), Path.of("/proc/self/net/udp6"));
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Pattern SOCKET = Pattern.compile("socket:\\[([0-9]+)]");
    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final int PORT_AT = 1;
    private static final int INODE_AT = 9;
    private static final int DROPS_AT = 12;

    private final long inode;

    /// The kernel counts in 32 bits.
    private int last;

    private long count;

    private KernelDrops(long inode, int last) {
        this.inode = inode;
        this.last = last;
    }

    /// Those of the socket that this process bound last to a port, from now on; null where nobody
    /// tells.
    static @Nullable KernelDrops of(int port) {
        try {
            var own = ownSockets();
            return rows().stream()
                    .filter(row -> row.port == port && own.contains(row.inode))
                    .reduce((one, other) -> one.inode > other.inode ? one : other)
                    .map(row -> new KernelDrops(row.inode, row.drops))
                    .orElse(null);
        } catch (IOException | RuntimeException _) {
            return null;
        }
    }

    /// How many there were; while nobody tells, as many as there were before.
    synchronized long count() {
        try {
            for (var row : rows()) {
                if (row.inode == inode) {
                    count += Integer.toUnsignedLong(row.drops - last);
                    last = row.drops;
                }
            }
        } catch (IOException | RuntimeException _) {
            return count;
        }
        return count;
    }

    private record Row(int port, long inode, int drops) {
        static Row parse(String line) {
            var words = BLANKS.split(line.strip(), -1);
            var address = words[PORT_AT];
            return new Row(
                    Integer.parseInt(address.substring(address.indexOf(':') + 1), 16),
                    Long.parseLong(words[INODE_AT]),
                    Integer.parseUnsignedInt(words[DROPS_AT]));
        }
    }

    private static List<Row> rows() throws IOException {
        var rows = Stream.<Row>builder();
        for (var table : TABLES) {
            if (Files.exists(table)) {
                Files.readAllLines(table).stream().skip(1).map(Row::parse).forEach(rows);
            }
        }
        return rows.build().toList();
    }

    private static Set<Long> ownSockets() throws IOException {
        var inodes = new HashSet<Long>();
        try (var descriptors = Files.list(DESCRIPTORS)) {
            for (var descriptor : (Iterable<Path>) descriptors::iterator) {
                var socket = SOCKET.matcher(target(descriptor));
                if (socket.matches()) {
                    inodes.add(Long.valueOf(socket.group(1)));
                }
            }
        }
        return inodes;
    }

    /// What a descriptor refers to; nothing when it was closed meanwhile.
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return "";
        }
    }
}
