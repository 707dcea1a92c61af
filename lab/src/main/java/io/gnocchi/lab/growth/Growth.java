package io.gnocchi.lab.growth;

import io.gnocchi.core.model.ArchivePolicy;
import io.gnocchi.lab.S3Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `make growth`: the same minutes with a thousand metrics, ten thousand, and so on.
public final class Growth {
    private static final String USAGE =
            """
            options:
              --metrics N,N,..          how many there are (1000,10000,100000,1000000)
              --minutes N               how many pass, with one point a metric each (20)
              --policy low|medium|high  the metrics' archive policy (low)
              --cache BYTES             as [storage] cache_size (an eighth of the heap, at most 128 MiB)
              --folder DIR              where the data come to be (a temporary folder, deleted afterwards)
              --out FILE                write the page there too\
            """;
    private static final long MOST_CACHE_BYTES = 128L << 20;
    private static final int CACHE_SHARE = 8;
    private static final int UNCOUNTED = 5_000;

    private List<Integer> counts = List.of(1_000, 10_000, 100_000, 1_000_000);
    private int minutes = 20;
    private ArchivePolicy policy = policy("low");
    private long cacheBytes =
            Math.min(Runtime.getRuntime().maxMemory() / CACHE_SHARE, MOST_CACHE_BYTES);
    private @Nullable Path folder;
    private @Nullable Path out;

    private Growth() {}

    public static void main(String[] arguments) throws IOException {
        var growth = new Growth();
        try {
            for (int i = 0; i < arguments.length; i += 2) {
                growth.set(arguments[i], i + 1 < arguments.length ? arguments[i + 1] : "");
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
        growth.run();
    }

    private void set(String option, String value) {
        switch (option) {
            case "--metrics" ->
                    counts = Arrays.stream(value.split(",", -1)).map(Integer::valueOf).toList();
            case "--minutes" -> minutes = Integer.parseInt(value);
            case "--policy" -> policy = policy(value);
            case "--cache" -> cacheBytes = Long.parseLong(value);
            case "--folder" -> folder = Path.of(value);
            case "--out" -> out = Path.of(value);
            default -> throw new IllegalArgumentException(option + " is no option");
        }
    }

    static ArchivePolicy policy(String name) {
        return S3Requests.policies().stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no policy"));
    }

    private void run() throws IOException {
        var page = new Page(new Setting(policy, minutes, cacheBytes));
        if (folder == null) {
            var temporary = Files.createTempDirectory("gnocchi-growth");
            try {
                fill(page, temporary);
            } finally {
                delete(temporary);
            }
        } else {
            fill(page, folder);
        }
        System.out.println(page.text());
        if (out != null) {
            Files.writeString(out, page.text());
        }
    }

    private void fill(Page page, Path base) throws IOException {
        var setting = new Setting(policy, minutes, cacheBytes);
        // What has not run often is slow; this is not counted.
        var _ = Passage.of(UNCOUNTED, setting, base.resolve("uncounted"));
        for (int metrics : counts) {
            page.add(Passage.of(metrics, setting, base.resolve("of-" + metrics)));
        }
    }

    static void delete(Path folder) throws IOException {
        try (var found = Files.walk(folder)) {
            for (var path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
