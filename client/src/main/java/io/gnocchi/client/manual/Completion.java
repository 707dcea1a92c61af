package io.gnocchi.client.manual;

import io.gnocchi.client.api.Listing;
import io.gnocchi.client.arguments.Option;
import io.gnocchi.client.commands.Catalogue;
import io.gnocchi.client.commands.Command;
import io.gnocchi.client.commands.NameSource;
import io.gnocchi.client.commands.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What may stand where the cursor is: words of commands, options, their choices, names from the
/// server.
public final class Completion {
    private final Catalogue catalogue;
    private final Session session;

    /// Names are asked of the session's server.
    public Completion(Catalogue catalogue, Session session) {
        this.catalogue = catalogue;
        this.session = session;
    }

    /// What the last of these words may become; the last one may be empty.
    public List<String> of(List<String> words) {
        if (words.isEmpty()) {
            return of(List.of(""));
        }
        String last = words.getLast();
        List<String> before = words.subList(0, words.size() - 1);
        Catalogue.Found found = catalogue.find(before);
        var candidates = new TreeSet<String>(following(before));
        if (found != null) {
            candidates.addAll(of(found.command(), found.rest(), last));
        }
        return candidates.stream().filter(candidate -> candidate.startsWith(last)).toList();
    }

    private List<String> following(List<String> before) {
        String beginning = before.isEmpty() ? "" : String.join(" ", before) + " ";
        var following = new ArrayList<String>();
        for (String name : catalogue.beginning(beginning)) {
            following.add(name.substring(beginning.length()).split(" ", 2)[0]);
        }
        return following;
    }

    private List<String> of(Command command, List<String> given, String last) {
        List<Option> options = command.syntax().options();
        if (!given.isEmpty()) {
            for (Option option : options) {
                if (option.takesValue() && option.names().contains(given.getLast())) {
                    return option.choices().isEmpty() ? named(option) : option.choices();
                }
            }
        }
        if (last.startsWith("-")) {
            return options.stream()
                    .filter(Option::shown)
                    .flatMap(option -> option.names().stream())
                    .toList();
        }
        String resource = valueAfter(given, "-r", "--resource-id");
        if (command.names().equals("metric") && resource != null) {
            return asked(() -> NameSource.metricsOf(session.gnocchi(), resource));
        }
        return command.names().isEmpty() ? List.of() : names(command.names());
    }

    private static @Nullable String valueAfter(List<String> given, String... options) {
        for (int i = 0; i + 1 < given.size(); i++) {
            if (List.of(options).contains(given.get(i))) {
                return given.get(i + 1);
            }
        }
        return null;
    }

    private List<String> named(Option option) {
        return switch (option.key()) {
            case "archive-policy-name" -> names("archive-policy");
            case "resource-id" -> names("resource");
            case "type", "resource-type" -> names("resource-type");
            default -> List.of();
        };
    }

    private List<String> names(String kind) {
        return asked(() -> NameSource.names(session.gnocchi(), kind, Listing.all()));
    }

    private static List<String> asked(Supplier<List<String>> names) {
        try {
            return names.get();
        } catch (RuntimeException unwilling) {
            // Who cannot reach the server types names in full.
            return List.of();
        }
    }
}
