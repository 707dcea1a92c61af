package io.gnocchi.lab.outside;

import io.gnocchi.lab.net.HttpMessage;
import io.gnocchi.lab.net.Mischief;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// `make thirty-one`: thirty-one acknowledged measures are processed while one request to S3 fails,
/// each request in turn, by the original and by ours. Exit status 1 when ours answers anything but
/// thirty-one.
///
/// Arguments: `--only ours` or `--only original` leaves the other out; `--some` tries a few of many
/// requests alike, as is always done with the original; `--original FOLDER` says where the
/// original's `ref-up.sh` is (`../shared/reference`).
public final class ThirtyOne {
    private static final List<Mischief> WAYS = List.of(Mischief.REFUSE, Mischief.RESET_AFTER);

    /// Requests of one kind in a row: so many of the original's are tried, spread over all.
    private static final int ALIKE = 2;

    /// More requests than any processing takes.
    private static final int MOST = 1_000;

    /// By kind of request, how often which number of measures was answered.
    private final Map<String, Map<Integer, Integer>> table = new LinkedHashMap<>();

    private ThirtyOne() {}

    public static void main(String[] arguments) throws Exception {
        var only = "";
        boolean some = false;
        var scripts = Path.of("../shared/reference");
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--only" -> only = arguments[++i];
                case "--some" -> some = true;
                case "--original" -> scripts = Path.of(arguments[++i]);
                default -> {
                    System.err.println("options: --only ours|original, --some, --original FOLDER");
                    System.exit(2);
                }
            }
        }
        var ground = new Ground(Path.of("").toAbsolutePath());
        Runtime.getRuntime().addShutdownHook(new Thread(ground::close));
        boolean good = play(ground, only, some, scripts.toAbsolutePath());
        ground.close();
        if (good) {
            ground.forget();
        } else {
            System.out.println("the logs are in " + ground.folder());
        }
        System.exit(good ? 0 : 1);
    }

    private static boolean play(Ground ground, String only, boolean some, Path scripts)
            throws IOException, InterruptedException {
        int storePort = Ground.freePort();
        var folder = ground.folder().resolve("store").toString();
        var store = ground.foreign("s3", "s3", folder, Integer.toString(storePort));
        store.start();
        Starting.awaitAnswer(store, storePort);
        boolean good = true;
        if (!only.equals("original")) {
            try (var ours = new OurParty(ground, storePort)) {
                good = new ThirtyOne().of(ours, some);
            }
        }
        if (!only.equals("ours") && Files.isExecutable(scripts.resolve("ref-up.sh"))) {
            try (var original = new OriginalParty(ground, storePort, scripts)) {
                new ThirtyOne().of(original, true);
            }
        } else {
            System.out.println("the original is left out");
        }
        return good;
    }

    /// @param sampled whether of many requests alike only some are tried
    /// @return whether all measures were answered each time
    private boolean of(Party party, boolean sampled) throws IOException, InterruptedException {
        party.start();
        party.api().ask("POST", "/v1/archive_policy", Trial.POLICY);
        for (int round = 1; round <= 2; round++) {
            var learnt = Trial.withoutFailure(round).of(party);
            expect(learnt.answered(), party);
            var numbers =
                    sampled
                            ? chosen(party, learnt.requests())
                            : IntStream.range(0, MOST).boxed().toList();
            for (var way : WAYS) {
                play(party, round, way, numbers);
            }
        }
        report(party);
        return table.values().stream()
                .allMatch(answers -> answers.keySet().stream().allMatch(n -> n == Trial.MEASURES));
    }

    private static void expect(int answered, Party party) {
        if (answered != Trial.MEASURES) {
            throw new IllegalStateException(
                    party.name() + " answers " + answered + " although nothing fails");
        }
    }

    /// Stops where there are no more requests.
    private void play(Party party, int round, Mischief way, List<Integer> numbers) {
        for (int number : numbers) {
            if (!play(party, new Trial(round, number, way))) {
                return;
            }
        }
    }

    /// @return whether there was such a request
    private boolean play(Party party, Trial trial) {
        var outcome = trial.of(party);
        var caught = outcome.caught();
        if (caught == null) {
            return false;
        }
        System.out.printf(
                "%s, round %d, request %d, %s, %s %d times: %d measures%n",
                party.name(),
                trial.round(),
                trial.number(),
                party.kind(caught),
                trial.how(),
                outcome.failures(),
                outcome.answered());
        table.computeIfAbsent(row(party, trial, caught), _ -> new TreeMap<>())
                .merge(outcome.answered(), 1, Integer::sum);
        return true;
    }

    private static String row(Party party, Trial trial, HttpMessage caught) {
        var way = trial.how() == Mischief.REFUSE ? "503" : "reset after its effect";
        return "round %d | %s | %s".formatted(trial.round(), party.kind(caught), way);
    }

    /// The numbers of the requests to let fail: a few of each kind.
    private static List<Integer> chosen(Party party, List<HttpMessage> requests) {
        var chosen = new ArrayList<Integer>();
        int from = 0;
        while (from < requests.size()) {
            int to = from + 1;
            while (to < requests.size()
                    && party.kind(requests.get(to)).equals(party.kind(requests.get(from)))) {
                to++;
            }
            int alike = to - from;
            int taken = Math.min(ALIKE, alike);
            for (int i = 0; i < taken; i++) {
                chosen.add(from + (taken == 1 ? 0 : i * (alike - 1) / (taken - 1)));
            }
            from = to;
        }
        return chosen;
    }

    private void report(Party party) {
        System.out.printf(
                "%n| %s: round | the request that fails | how | answered |%n", party.name());
        System.out.println("|---|---|---|---|");
        table.forEach((row, answers) -> {
            var cells = new ArrayList<String>();
            answers.forEach((measures, times) -> cells.add(measures + " (" + times + " x)"));
            System.out.printf("| %s | %s |%n", row, String.join(", ", cells));
        });
        System.out.println();
    }
}
