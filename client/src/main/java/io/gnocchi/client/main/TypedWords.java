package io.gnocchi.client.main;

import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Option;
import io.gnocchi.client.arguments.Reader;
import io.gnocchi.client.arguments.UsageException;
import io.gnocchi.client.commands.Catalogue;
import io.gnocchi.client.commands.FailureException;
import io.gnocchi.client.commands.Session;
import io.gnocchi.client.manual.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The words of a command line that is being typed: options of the program, then a command.
final class TypedWords {
    /// Nobody waits longer for a name while typing.
    private static final List<String> PATIENCE = List.of("--timeout", "2");

    private final Catalogue catalogue;
    private final Session session;

    TypedWords(Catalogue catalogue, Session session) {
        this.catalogue = catalogue;
        this.session = session;
    }

    /// What the last word may become.
    List<String> candidates(List<String> words) {
        String last = words.isEmpty() ? "" : words.getLast();
        List<String> before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
        Arguments options;
        try {
            options =
                    Reader.readKnown(
                            ProgramOptions.SYNTAX,
                            Stream.concat(PATIENCE.stream(), before.stream()).toList());
        } catch (UsageException unfinished) {
            return beginning(last, values(before));
        }
        var typed = new ArrayList<>(options.rest());
        var candidates = new ArrayList<String>();
        if (last.startsWith("-") && typed.isEmpty()) {
            ProgramOptions.ALL.forEach(option -> candidates.addAll(option.names()));
        }
        typed.add(last);
        try (var asking =
                new LiveSession(
                        options, session.environment(), session.terminal(), session.input())) {
            candidates.addAll(new Completion(catalogue, asking).of(typed));
        }
        return beginning(last, candidates);
    }

    /// Values of the option that stands last.
    private List<String> values(List<String> before) {
        for (Option option : ProgramOptions.ALL) {
            if (!before.isEmpty() && option.names().contains(before.getLast())) {
                return switch (option.key()) {
                    case "profile" -> profiles();
                    case "os-auth-type" -> Entrances.TYPES;
                    default -> List.of();
                };
            }
        }
        return List.of();
    }

    private List<String> profiles() {
        try {
            return Profiles.names(session.profiles());
        } catch (FailureException unreadable) {
            return List.of();
        }
    }

    private static List<String> beginning(String last, List<String> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.startsWith(last))
                .distinct()
                .sorted()
                .toList();
    }
}
