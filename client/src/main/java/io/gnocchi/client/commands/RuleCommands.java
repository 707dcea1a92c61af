package io.gnocchi.client.commands;

import static io.gnocchi.client.arguments.Option.value;

import io.gnocchi.client.api.ArchivePolicyRule;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.commands.Command.Example;
import io.gnocchi.client.commands.Command.Shape;
import io.gnocchi.client.output.Result;
import java.util.List;

/// `archive-policy-rule …`
final class RuleCommands {
    static final String KIND = "archive-policy-rule";
    private static final List<String> COLUMNS =
            List.of("name", "archive_policy_name", "metric_pattern");

    private RuleCommands() {}

    static List<Command> all() {
        var name = Parameter.one("name", "name of the rule");
        return List.of(
                new Command(
                        "archive-policy-rule list",
                        "List archive policy rules.",
                        Syntaxes.rows(List.of()),
                        Shape.ROWS,
                        List.of(new Example("archive-policy-rule list", "all of them")),
                        "",
                        (session, _, _) -> {
                            var rules =
                                    session.gnocchi().archivePolicyRules().list().stream()
                                            .map(ArchivePolicyRule::fields)
                                            .toList();
                            return Result.Rows.of(COLUMNS, Result.Rows.from(COLUMNS, rules));
                        }),
                new Command(
                        "archive-policy-rule show",
                        "Show an archive policy rule.",
                        Syntaxes.fields(List.of(), name),
                        Shape.FIELDS,
                        List.of(new Example("archive-policy-rule show default", "one of them")),
                        KIND,
                        (session, arguments, _) ->
                                fields(
                                        session.gnocchi()
                                                .archivePolicyRules()
                                                .get(arguments.needed("name")))),
                new Command(
                        "archive-policy-rule create",
                        "Create an archive policy rule.",
                        Syntaxes.fields(
                                List.of(
                                        value(
                                                        "-a --archive-policy-name",
                                                        "the policy that metrics get")
                                                .needed(),
                                        value(
                                                        "-m --metric-pattern",
                                                        "the names it is for, * is anything")
                                                .needed()),
                                name),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "archive-policy-rule create disks -a medium -m 'disk.*'",
                                        "metrics of disks are kept longer")),
                        "",
                        (session, arguments, _) ->
                                fields(
                                        session.gnocchi()
                                                .archivePolicyRules()
                                                .create(
                                                        arguments.needed("name"),
                                                        arguments.needed("metric-pattern"),
                                                        arguments.needed("archive-policy-name")))),
                new Command(
                        "archive-policy-rule update",
                        "Rename an archive policy rule.",
                        Syntaxes.fields(
                                List.of(
                                        value("-n --name", "its new name")
                                                .called("NEW_NAME")
                                                .needed()),
                                Parameter.one("rule", "name of the rule").shownAs("name")),
                        Shape.FIELDS,
                        List.of(
                                new Example(
                                        "archive-policy-rule update disks -n volumes", "rename")),
                        KIND,
                        (session, arguments, _) ->
                                fields(
                                        session.gnocchi()
                                                .archivePolicyRules()
                                                .rename(
                                                        arguments.needed("rule"),
                                                        arguments.needed("name")))),
                new Command(
                        "archive-policy-rule delete",
                        "Delete an archive policy rule.",
                        Syntaxes.text(List.of(), name),
                        Shape.TEXT,
                        List.of(new Example("archive-policy-rule delete disks", "metrics stay")),
                        KIND,
                        (session, arguments, _) -> {
                            session.gnocchi().archivePolicyRules().delete(arguments.needed("name"));
                            return new Result.Silence();
                        }));
    }

    private static Result fields(ArchivePolicyRule rule) {
        return new Result.Fields(rule.fields());
    }
}
