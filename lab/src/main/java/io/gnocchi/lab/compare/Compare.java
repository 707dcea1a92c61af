package io.gnocchi.lab.compare;

import java.net.http.HttpClient;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/// `make compare`: random scenarios against the original and ours; exit status 1 when answers
/// differ and nobody meant it.
///
/// Arguments: `ORIGINAL-URL OURS-URL [--seed N] [--cases N] [--seconds S] [--topics a,b]
/// [--findings N] [--show]`. `--seed N --cases 1 --show` replays one scenario and prints it.
public final class Compare {
    private final String original;
    private final String ours;
    private final String round =
            Long.toString(System.currentTimeMillis() / 1000 % 46_656 + 46_656, 36).substring(1);
    private long seed = System.currentTimeMillis();
    private int cases = Integer.MAX_VALUE;
    private long seconds = Long.MAX_VALUE;
    private int findings = 10;
    private boolean shows;
    private Set<Topic> topics = EnumSet.allOf(Topic.class);

    private Compare(String original, String ours) {
        this.original = original;
        this.ours = ours;
    }

    public static void main(String[] arguments) {
        if (arguments.length < 2) {
            System.err.println("usage: ORIGINAL-URL OURS-URL [--seed N] [--cases N] [--seconds S]");
            System.exit(2);
        }
        // A kept connection would wait in vain when the original crashes without an answer.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
        System.setProperty("jdk.httpclient.keepalive.timeout", "0");
        var compare = new Compare(arguments[0], arguments[1]);
        for (int i = 2; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--seed" -> compare.seed = Long.parseLong(arguments[++i]);
                case "--cases" -> compare.cases = Integer.parseInt(arguments[++i]);
                case "--seconds" -> compare.seconds = Long.parseLong(arguments[++i]);
                case "--findings" -> compare.findings = Integer.parseInt(arguments[++i]);
                case "--topics" -> compare.topics = topics(arguments[++i]);
                case "--show" -> compare.shows = true;
                default -> throw new IllegalArgumentException("unknown " + arguments[i]);
            }
        }
        System.exit(compare.run() == 0 ? 0 : 1);
    }

    private static Set<Topic> topics(String names) {
        var topics = EnumSet.noneOf(Topic.class);
        for (var name : names.split(",", -1)) {
            topics.add(Topic.valueOf(name.toUpperCase(Locale.ROOT)));
        }
        return topics;
    }

    /// How many scenarios ended in a difference nobody meant.
    private int run() {
        var intended = IntendedDifferences.reviewed();
        var explained = new TreeMap<String, Integer>();
        long began = System.nanoTime();
        int found = 0;
        int steps = 0;
        int played = 0;
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (played < cases && found < findings && elapsed(began) < seconds) {
                var scenario = Scenario.of(seed + played, round, topics);
                var play =
                        new Play(
                                new Party(client, original),
                                new Party(client, ours),
                                intended,
                                shows);
                var outcome = play.of(scenario);
                played++;
                steps += outcome.steps();
                outcome.explained().forEach(reason -> explained.merge(reason, 1, Integer::sum));
                var finding = outcome.finding();
                if (finding != null) {
                    found++;
                    report(scenario, finding);
                }
            }
        }
        System.out.printf("%nmeant, with how often each was met:%n");
        explained.forEach((reason, times) -> System.out.printf("%6d  %s%n", times, reason));
        System.out.printf(
                "%d scenarios from seed %d, %d requests, %d s, %d not meant%n",
                played, seed, steps, elapsed(began), found);
        return found;
    }

    private static long elapsed(long began) {
        return (System.nanoTime() - began) / 1_000_000_000L;
    }

    private void report(Scenario scenario, Play.Finding finding) {
        System.out.printf(
                "DIFFERENT --seed %d%s%n  request   %s%n  original  %s%n  ours      %s%n  first    "
                        + " %s%n",
                scenario.seed(),
                topics.size() == Topic.values().length
                        ? ""
                        : " --topics "
                                + String.join(
                                        ",",
                                        topics.stream()
                                                .map(t -> t.name().toLowerCase(Locale.ROOT))
                                                .toList()),
                finding.step(),
                shortened(finding.original()),
                shortened(finding.ours()),
                shortened(finding.contrast()));
    }

    private static String shortened(Object value) {
        var text = value.toString();
        return text.length() <= 1500 ? text : text.substring(0, 1500) + " …";
    }
}
