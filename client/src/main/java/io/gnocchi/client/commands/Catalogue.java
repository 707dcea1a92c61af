package io.gnocchi.client.commands;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All commands, and finding one by its words.
public final class Catalogue {
    private final List<Command> commands;

    /// A command that was found, and what follows its name.
    public record Found(Command command, String typed, List<String> rest) {}

    private Catalogue(List<Command> commands) {
        this.commands = List.copyOf(commands);
    }

    /// All there are, and these.
    public static Catalogue with(List<Command> more) {
        var commands = new ArrayList<Command>();
        commands.addAll(ServerCommands.all());
        commands.addAll(ResourceCommands.all());
        commands.addAll(ResourceTypeCommands.all());
        commands.addAll(PolicyCommands.all());
        commands.addAll(RuleCommands.all());
        commands.addAll(MetricCommands.all());
        commands.addAll(MeasuresCommands.all());
        commands.addAll(AggregateCommands.all());
        commands.addAll(BenchmarkCommands.all());
        commands.add(ImportCommand.command());
        commands.add(ExportCommand.command());
        commands.add(TopCommand.command());
        commands.add(DoctorCommand.command());
        commands.addAll(more);
        commands.sort((one, other) -> one.name().compareTo(other.name()));
        return new Catalogue(commands);
    }

    /// All of them, by name.
    public List<Command> commands() {
        return commands;
    }

    /// The command that the first words name, in full or each by its beginning; null when none.
    public @Nullable Found find(List<String> words) {
        int most = 0;
        while (most < words.size() && !words.get(most).startsWith("-")) {
            most++;
        }
        for (int count = most; count > 0; count--) {
            List<String> name = words.subList(0, count);
            Command command = named(name);
            if (command != null) {
                return new Found(
                        command, String.join(" ", name), words.subList(count, words.size()));
            }
        }
        return null;
    }

    /// Names that are like what was typed, the likeliest first.
    public List<String> like(String typed) {
        return Likeness.among(typed, commands.stream().map(Command::name).toList());
    }

    /// The names that begin so.
    public List<String> beginning(String typed) {
        return commands.stream().map(Command::name).filter(name -> name.startsWith(typed)).toList();
    }

    private @Nullable Command named(List<String> words) {
        String name = String.join(" ", words);
        var fitting = new ArrayList<Command>();
        for (Command command : commands) {
            if (command.name().equals(name)) {
                return command;
            }
            if (fits(words, command.name().split(" ", -1))) {
                fitting.add(command);
            }
        }
        return fitting.size() == 1 ? fitting.getFirst() : null;
    }

    private static boolean fits(List<String> words, String[] name) {
        if (words.size() != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (!name[i].startsWith(words.get(i))) {
                return false;
            }
        }
        return true;
    }
}
