package io.gnocchi.client.commands;

import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Syntax;
import io.gnocchi.client.output.Layout;
import io.gnocchi.client.output.Result;
import java.util.List;

/// A command of the program.
///
/// @param name its words
/// @param summary one sentence
/// @param examples how it is used
/// @param names of what kind the names are that its first parameter takes; empty when of none
public record Command(
        String name,
        String summary,
        Syntax syntax,
        Shape shape,
        List<Example> examples,
        String names,
        Action action) {

    /// What comes out.
    public enum Shape {
        /// Rows of columns.
        ROWS,
        /// The fields of one thing.
        FIELDS,
        /// Nothing, or a text of its own.
        TEXT
    }

    /// A use of a command.
    ///
    /// @param words what is typed after `gnocchi`
    /// @param why what for
    public record Example(String words, String why) {}

    /// What a command does.
    @FunctionalInterface
    public interface Action {
        /// Does it; throws [FailureException] and what the client throws.
        Result run(Session session, Arguments arguments, Layout layout);
    }
}
