package io.gnocchi.lab.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Something the engine never calls, because one seed must be able to replay it.
///
/// @param call what stands in the code
/// @param instead what to do
/// @param exceptions files that may, by the end of their name
record Ban(Pattern call, String instead, Set<String> exceptions) {
    private static final Set<String> FILE_STORES =
            Set.of("store/FileStore.java", "store/DiskCache.java", "store/ClaimedFolder.java");

    /// What `core` may not call.
    static final List<Ban> ENGINE =
            List.of(
                    ban(
                            "\\bClock\\.(system|tick)|\\bInstantSource\\.system"
                                + "|\\b(Instant|LocalDate|LocalTime|LocalDateTime|OffsetDateTime"
                                + "|ZonedDateTime|Year|YearMonth)\\.now\\(|\\b(nanoTime|currentTimeMillis)\\b|\\bnew"
                                + " Date\\(\\)",
                            "time comes from the clock handed in"),
                    ban(
                            "\\brandomUUID\\b|\\bMath\\.random\\b|\\bnew"
                                + " (Secure|Splittable)?Random\\("
                                + "|\\bThreadLocalRandom\\b|\\bSecureRandom\\b"
                                + "|\\bRandomGenerator\\.(of|getDefault)\\b|\\bidentityHashCode\\b",
                            "chance comes from the source handed in"),
                    ban(
                            "\\bsleep\\(|\\.parkNanos\\(|\\.parkUntil\\(|\\bTimeUnit\\.\\w+\\.sleep\\b",
                            "waiting belongs to the caller"),
                    ban(
                            "\\bnew"
                                + " Thread\\(|\\bThread\\.(of\\w+|startVirtualThread)\\(|\\bExecutors\\.|\\bnew"
                                + " (ThreadPoolExecutor|ForkJoinPool|Timer)\\b"
                                + "|\\bCompletableFuture\\.(run|supply)Async\\b|\\.parallel(Stream)?\\(",
                            "threads come from the executor handed in"),
                    new Ban(
                            Pattern.compile(
                                    "\\bjava\\.io\\.(File|RandomAccess)|\\bjava\\.nio\\.(file|channels)\\b|\\bnew"
                                        + " File(Input|Output)?(Stream|Reader|Writer)?\\("),
                            "objects come through the store",
                            FILE_STORES),
                    ban("\\bjava\\.net\\.|\\bjavax\\.net\\.", "the engine has no network"),
                    ban("\\bjava\\.sql\\.|\\bjavax\\.sql\\.", "the engine has no SQL"),
                    ban(
                            "\\bSystem\\.(out|err|in|getenv|getProperty|exit)\\b|\\bRuntime\\.getRuntime\\b"
                                + "|\\bprintStackTrace\\b",
                            "the engine does not know its process"));

    Ban {
        exceptions = Set.copyOf(exceptions);
    }

    private static Ban ban(String call, String instead) {
        return new Ban(Pattern.compile(call), instead, Set.of());
    }

    /// Every banned call in these files, one sentence each.
    static List<String> breaches(List<Ban> bans, List<SourceFile> files) {
        var breaches = new ArrayList<String>();
        for (SourceFile file : files) {
            for (Ban ban : bans) {
                ban.judge(file, breaches);
            }
        }
        return breaches;
    }

    private void judge(SourceFile file, List<String> breaches) {
        if (exceptions.stream().anyMatch(file.name()::endsWith)) {
            return;
        }
        for (int i = 0; i < file.lines().size(); i++) {
            var matcher = call.matcher(file.lines().get(i));
            if (matcher.find()) {
                breaches.add(
                        "%s:%d: %s; %s".formatted(file.name(), i + 1, matcher.group(), instead));
            }
        }
    }
}
