package io.gnocchi.client.commands;

import static io.gnocchi.client.arguments.Option.flag;
import static io.gnocchi.client.arguments.Option.value;

import io.gnocchi.client.api.Acceptance;
import io.gnocchi.client.arguments.Arguments;
import io.gnocchi.client.arguments.Parameter;
import io.gnocchi.client.arguments.ValueType;
import io.gnocchi.client.commands.Command.Example;
import io.gnocchi.client.commands.Command.Shape;
import io.gnocchi.client.output.Layout;
import io.gnocchi.client.output.Result;
import io.gnocchi.client.records.BadRecordException;
import io.gnocchi.client.records.Format;
import io.gnocchi.client.records.Lines;
import io.gnocchi.client.records.Owner;
import io.gnocchi.client.records.Precision;
import io.gnocchi.client.records.Records;
import io.gnocchi.client.records.UnreadableFileException;
import io.gnocchi.client.terminal.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `measures import`
final class ImportCommand {
    private static final String INPUT = "-";
    private static final int USUAL_BATCH = 10_000;
    private static final int USUAL_WORKERS = 4;
    private static final ValueType POSITIVE =
            ValueType.of(
                    "int", text -> ValueType.isWhole(text) && Long.parseLong(text.strip()) > 0);

    private ImportCommand() {}

    static Command command() {
        return new Command(
                "measures import",
                "Import measures from a file: CSV, JSON, or lines of InfluxDB.",
                Syntaxes.fields(
                        List.of(
                                value(
                                                "--input-format",
                                                "how the file is written (default: by the end of"
                                                        + " its name, else csv)")
                                        .among("csv", "json", "influx"),
                                value(
                                        "-r --resource-id",
                                        "resource of measures that do not tell theirs"),
                                value("-m --metric", "metric of measures that do not tell theirs"),
                                value(
                                                "--precision",
                                                "what timestamps count that are numbers (default:"
                                                        + " s; ns in lines of InfluxDB)")
                                        .among("s", "ms", "us", "ns"),
                                value(
                                        "--resource-tag",
                                        "tag of InfluxDB's that names the resource (default:"
                                                + " host)"),
                                flag("--late", "keep what comes too late too: a year in any order"),
                                flag("--create", "create resources and metrics that are not there"),
                                value(
                                        "--resource-type",
                                        "type of created resources (default: generic)"),
                                flag("--dry-run", "read and look up all, send nothing"),
                                value(
                                        "--rejects",
                                        "a file for records that make no sense; without, the first"
                                                + " one ends the import"),
                                flag("--restart", "begin anew what was interrupted"),
                                value(
                                        "--state",
                                        "a file that remembers how far the import has come"
                                                + " (default: one below ~/.local/state/gnocchi)"),
                                value("-b --batch", "measures of a request (default: 10000)")
                                        .as(POSITIVE),
                                value("-w --workers", "requests at a time (default: 4)")
                                        .as(POSITIVE)),
                        Parameter.one("file", "the file; - reads the input")),
                Shape.FIELDS,
                List.of(
                        new Example(
                                "measures import --create measures.csv",
                                "columns timestamp, resource, metric, value; interrupted, it goes"
                                        + " on where it was"),
                        new Example(
                                "measures import -r web1 --create wide.csv",
                                "columns timestamp, cpu, memory, …: each one a metric"),
                        new Example(
                                "measures import --late last-year.csv",
                                "the past of metrics to which measures come already"),
                        new Example(
                                "measures import --dry-run --input-format influx --resource-tag"
                                        + " server export.lp",
                                "what would become of lines of InfluxDB")),
                "",
                ImportCommand::run);
    }

    private static Result run(Session session, Arguments arguments, Layout layout) {
        String file = arguments.needed("file");
        try (InputStream in = open(session, file)) {
            return run(session, arguments, file, in);
        } catch (UnreadableFileException wrong) {
            throw new FailureException(file + ": " + wrong.getMessage());
        } catch (NoSuchFileException missing) {
            throw new FailureException("there is no file " + file);
        } catch (IOException broken) {
            throw new FailureException(file + " cannot be read: " + broken.getMessage());
        }
    }

    private static InputStream open(Session session, String file) throws IOException {
        return file.equals(INPUT) ? session.input() : Files.newInputStream(Path.of(file));
    }

    private static Result run(Session session, Arguments arguments, String file, InputStream in)
            throws IOException {
        boolean dry = arguments.has("dry-run");
        var lines = new Lines(in);
        var checkpoint = dry || file.equals(INPUT) ? null : checkpoint(session, arguments, file);
        var place = checkpoint == null || arguments.has("restart") ? null : checkpoint.read();
        var lookup = new Lookup(session.gnocchi());
        var sender =
                new Sender(
                        session.gnocchi(),
                        arguments.has("create"),
                        arguments.has("late"),
                        arguments.text("resource-type", "generic"),
                        whole(arguments, "workers", USUAL_WORKERS));
        long size = file.equals(INPUT) ? 0 : Files.size(Path.of(file));
        long began = session.clock().millis();
        Import done;
        try (var progress = new Progress(session.terminal(), dry ? "reading" : "importing", size)) {
            done =
                    new Import(
                            lines,
                            records(arguments, file, lines),
                            whole(arguments, "batch", USUAL_BATCH) * sender.workers(),
                            dry ? lookup::take : sender::take,
                            bad -> bad(bad, arguments, file, dry),
                            checkpoint,
                            progress);
            if (place != null) {
                done.resume(place, file);
                session.terminal()
                        .say(
                                "going on after %,d measures that were imported before (--restart begins anew)"
                                        .formatted(done.measuresBefore()));
            }
            done.run();
        }
        double seconds = Math.max(1, session.clock().millis() - began) / 1000.0;
        var fields = told(done, seconds, dry, arguments.has("late"));
        if (dry) {
            fields.putAll(lookup.told());
        }
        return new Result.Fields(fields);
    }

    private static Checkpoint checkpoint(Session session, Arguments arguments, String file) {
        String named = arguments.text("state");
        return named == null
                ? Checkpoint.of(
                        Path.of(file),
                        session.gnocchi().server().address().toString(),
                        session.environment())
                : Checkpoint.in(Path.of(named));
    }

    private static Records records(Arguments arguments, String file, Lines lines) {
        String named = arguments.text("input-format");
        Format format =
                named == null
                        ? Format.ofFile(file)
                        : Format.valueOf(named.toUpperCase(Locale.ROOT));
        String counted = arguments.text("precision");
        return format.read(
                lines,
                new Owner(arguments.text("resource-id"), arguments.text("metric")),
                counted == null ? format.usualPrecision() : Precision.of(counted),
                arguments.text("resource-tag", "host"));
    }

    private static void bad(BadRecordException bad, Arguments arguments, String file, boolean dry) {
        String rejects = arguments.text("rejects");
        if (rejects == null) {
            throw new FailureException(
                    "%s, %s. %s --rejects FILE puts such records aside."
                            .formatted(
                                    file,
                                    bad.getMessage(),
                                    dry
                                            ? ""
                                            : "What stands before it is imported; mended, the same"
                                                    + " command goes on there."));
        }
        try {
            Files.writeString(
                    Path.of(rejects),
                    bad.text() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new FailureException(rejects + " cannot be written: " + unwritable.getMessage());
        }
    }

    private static Map<String, @Nullable Object> told(
            Import done, double seconds, boolean dry, boolean late) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("measures", done.measures());
        fields.put("metrics", done.metrics());
        fields.put("bad records", done.bad());
        if (!dry) {
            Acceptance acceptance = done.acceptance();
            if (late) {
                fields.put("behind the window", acceptance.told() ? acceptance.history() : null);
            }
            fields.put("dropped: late", acceptance.told() ? acceptance.late() : null);
            fields.put("dropped: duplicate", acceptance.told() ? acceptance.duplicate() : null);
            fields.put("imported before", done.measuresBefore());
            fields.put("runtime", String.format(Locale.ROOT, "%.1f seconds", seconds));
            fields.put(
                    "speed",
                    String.format(Locale.ROOT, "%.0f measures/s", done.measures() / seconds));
        }
        return fields;
    }

    private static int whole(Arguments arguments, String key, int otherwise) {
        Integer given = arguments.whole(key);
        return given == null ? otherwise : given;
    }
}
