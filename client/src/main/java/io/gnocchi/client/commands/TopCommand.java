package io.gnocchi.client.commands;

import static io.gnocchi.client.arguments.Option.value;

import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.ValueType;
import io.gnocchi.client.commands.Command.Example;
import io.gnocchi.client.commands.Command.Shape;
import io.gnocchi.client.output.Layout;
import io.gnocchi.client.output.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `top`
final class TopCommand {
    private static final double USUAL_PAUSE_SECONDS = 2;
    private static final String HOME = "\033[H";
    private static final String CLEAR = "\033[2J";
    private static final String REST_OF_LINE = "\033[K";
    private static final String REST_OF_SCREEN = "\033[J";

    private TopCommand() {}

    static Command command() {
        return new Command(
                "top",
                "Watch the backlog, the workers and their sacks, and rates.",
                Syntaxes.text(
                        List.of(
                                value("-d --delay", "seconds between two looks (default: 2)")
                                        .called("SECONDS")
                                        .as(ValueType.SECONDS),
                                value(
                                                "-n --iterations",
                                                "how many looks (default: until Ctrl-C on a"
                                                        + " terminal, else one)")
                                        .as(ValueType.POSITIVE))),
                Shape.TEXT,
                List.of(
                        new Example("top", "until Ctrl-C"),
                        new Example("top -n 12 -d 5 > top.txt", "a minute of it, for a report")),
                "",
                TopCommand::run);
    }

    private static Result run(Session session, Arguments arguments, Layout layout) {
        Double asked = arguments.number("delay");
        var pause = Live.pause(asked == null ? USUAL_PAUSE_SECONDS : asked);
        Integer times = arguments.whole("iterations");
        boolean endless = times == null && session.terminal().outIsTerminal();
        int looks = times == null ? 1 : times;
        String build = session.gnocchi().server().build();
        Load before = null;
        for (int look = 0; endless || look < looks; look++) {
            if (look > 0) {
                session.pause(pause);
            }
            Load now = Load.of(session.gnocchi().server().status(true), session.clock().instant());
            show(
                    session,
                    new TopScreen(session.terminal()).lines(session, build, now, before),
                    look);
            before = now;
        }
        return new Result.Silence();
    }

    private static void show(Session session, List<String> lines, int look) {
        var terminal = session.terminal();
        if (!terminal.outIsTerminal()) {
            terminal.print((look > 0 ? "\n" : "") + String.join("\n", lines) + "\n");
            return;
        }
        // Writing over what is there, instead of clearing it, does not flicker.
        var text = new StringBuilder(look == 0 ? CLEAR : "").append(HOME);
        int most = terminal.lines() - 1;
        for (String line : lines.subList(0, Math.min(lines.size(), most))) {
            text.append(line).append(REST_OF_LINE).append('\n');
        }
        terminal.print(text.append(REST_OF_SCREEN).toString());
    }

    /// The rate of something that is counted, null before the second look.
    static @Nullable Double rate(long now, @Nullable Long before, double seconds) {
        return before == null || seconds <= 0 ? null : (now - before) / seconds;
    }
}
