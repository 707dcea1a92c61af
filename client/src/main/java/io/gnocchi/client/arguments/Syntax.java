package io.gnocchi.client.arguments;

import java.util.List;
import java.util.stream.Stream;

/// What a command takes.
///
/// @param options in the order of usage
/// @param exclusive pairs of keys of options that exclude each other
/// @param parameters in their order
/// @param abbreviations whether long options may be cut as long as they are told apart
public record Syntax(
        List<Option> options,
        List<Exclusion> exclusive,
        List<Parameter> parameters,
        boolean abbreviations) {
    /// Two options, by their keys, of which at most one is given.
    public record Exclusion(String one, String other) {}

    public Syntax {
        options = List.copyOf(options);
        exclusive = List.copyOf(exclusive);
        parameters = List.copyOf(parameters);
    }

    /// A syntax with these options besides its own, in front of them.
    public Syntax after(List<Option> first) {
        var all = Stream.concat(first.stream(), options.stream()).toList();
        return new Syntax(all, exclusive, parameters, abbreviations);
    }
}
