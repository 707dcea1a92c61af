package io.gnocchi.lab.outside;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What is asked of a run on the command line.
///
/// @param onFiles one server on files and SQLite, instead of many on PostgreSQL and S3
/// @param seconds for how long faults follow each other, when all may
/// @param faults these only, once, in this order; empty for all, shuffled, again and again
/// @param keepsLogs also when nothing was found
record Options(boolean onFiles, long seconds, long seed, List<Fault> faults, boolean keepsLogs) {
    private static final long DEFAULT_SECONDS = 120;

    static final String USAGE =
            """
            options:
              --on files|postgresql-and-s3   which deployment is hurt (postgresql-and-s3)
              --seconds N                    for how long faults follow each other (120)
              --seed N                       the order of the faults and all else left to chance
              --faults A,B                   these once, in this order, of %s
              --keep                         leave the logs where they are\
            """
                    .formatted(Arrays.toString(Fault.values()).toLowerCase(Locale.ROOT));

    Options {
        faults = List.copyOf(faults);
    }

    /// @throws IllegalArgumentException when they are no options
    static Options of(String... arguments) {
        boolean onFiles = false;
        long seconds = DEFAULT_SECONDS;
        long seed = System.currentTimeMillis();
        var faults = new ArrayList<Fault>();
        boolean keepsLogs = false;
        var left = Arrays.asList(arguments).iterator();
        while (left.hasNext()) {
            var option = left.next();
            if (option.equals("--keep")) {
                keepsLogs = true;
                continue;
            }
            if (!left.hasNext()) {
                throw new IllegalArgumentException(option + " is no option, or needs a value");
            }
            var value = left.next();
            switch (option) {
                case "--on" -> onFiles = isFiles(value);
                case "--seconds" -> seconds = Long.parseLong(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--faults" -> {
                    for (var name : value.split(",", -1)) {
                        faults.add(Fault.valueOf(name.toUpperCase(Locale.ROOT)));
                    }
                }
                default -> throw new IllegalArgumentException(option + " is no option");
            }
        }
        return new Options(onFiles, seconds, seed, faults, keepsLogs);
    }

    private static boolean isFiles(String deployment) {
        return switch (deployment) {
            case "files" -> true;
            case "postgresql-and-s3" -> false;
            default ->
                    throw new IllegalArgumentException(
                            deployment + " is neither files nor postgresql-and-s3");
        };
    }
}
