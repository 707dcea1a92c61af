package io.gnocchi.client.commands;

import io.gnocchi.client.access.IdentityException;
import io.gnocchi.client.api.RefusedException;
import io.gnocchi.client.api.Version;
import io.gnocchi.client.commands.Command.Example;
import io.gnocchi.client.commands.Command.Shape;
import io.gnocchi.client.http.ConnectionException;
import io.gnocchi.client.json.MalformedJsonException;
import io.gnocchi.client.output.Result;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `doctor`: what may stand between a person and the server, from the nearest to the farthest.
final class DoctorCommand {
    private static final int LOOKS = 5;
    private static final Duration SMALL_SKEW = Duration.ofSeconds(2);
    private static final Duration LARGE_SKEW = Duration.ofSeconds(30);
    private static final double SLOW_SECONDS = 1;

    private final Session session;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private boolean failed;

    private DoctorCommand(Session session) {
        this.session = session;
    }

    static Command command() {
        return new Command(
                "doctor",
                "Examine the configuration, the connection, who you are, clocks and versions.",
                Syntaxes.rows(List.of()),
                Shape.ROWS,
                List.of(
                        new Example("doctor", "when something does not work"),
                        new Example("doctor -f json", "for a report")),
                "",
                (session, _, _) -> new DoctorCommand(session).examined());
    }

    private Result examined() {
        configuration();
        if (reaches() && knowsUs()) {
            clock();
            workers();
        }
        var result = Result.Rows.of(List.of("what", "state", "detail"), rows);
        return failed ? new Result.Unwell(result) : result;
    }

    private void configuration() {
        good(
                "client",
                "gnocchi %s on Java %s".formatted(Version.TEXT, Runtime.version().feature()));
        boolean there = Files.exists(session.profiles());
        good("profiles", session.profiles() + (there ? "" : " (not there, which is fine)"));
        session.connection().forEach((option, value) -> good("option " + option, value));
    }

    private boolean reaches() {
        try {
            good("address", session.gnocchi().server().address().toString());
            double[] seconds = new double[LOOKS];
            String build = "";
            for (int look = 0; look < LOOKS; look++) {
                Instant began = session.clock().instant();
                build = session.gnocchi().server().build();
                seconds[look] = Duration.between(began, session.clock().instant()).toNanos() / 1e9;
            }
            Arrays.sort(seconds);
            double middle = seconds[LOOKS / 2];
            String told =
                    String.format(
                            Locale.ROOT,
                            "answers in %.1f ms (the slowest of %d: %.1f ms)",
                            middle * 1000,
                            LOOKS,
                            seconds[LOOKS - 1] * 1000);
            row("connection", middle > SLOW_SECONDS ? "slow" : "good", told);
            good("server", "Gnocchi " + build);
            return true;
        } catch (ConnectionException | IdentityException | MalformedJsonException wrong) {
            bad("connection", String.valueOf(wrong.getMessage()));
        } catch (RefusedException refused) {
            bad("connection", "something answers, but no Gnocchi: " + refused.getMessage());
        } catch (FailureException wrong) {
            bad("configuration", String.valueOf(wrong.getMessage()));
        }
        return false;
    }

    private boolean knowsUs() {
        try {
            int policies = session.gnocchi().archivePolicies().list().size();
            good("you", "the server takes your requests");
            row(
                    "archive policies",
                    policies == 0 ? "none" : "good",
                    policies == 0
                            ? "no metric can be made; gnocchi-upgrade makes the usual ones"
                            : policies + " of them");
            return true;
        } catch (RefusedException refused) {
            bad(
                    "you",
                    refused.status() == 401
                            ? "the server does not know you: see --user and --os-auth-type"
                            : String.valueOf(refused.getMessage()));
            return false;
        }
    }

    private void clock() {
        Instant theirs = session.gnocchi().server().time();
        if (theirs == null) {
            row("clock", "unknown", "the server does not tell its time");
            return;
        }
        Duration skew = Duration.between(theirs, session.clock().instant()).abs();
        // Theirs has whole seconds.
        boolean small = skew.compareTo(SMALL_SKEW) <= 0;
        String told =
                small
                        ? "the same as the server's"
                        : "%d s from the server's; measures of 'now' come at the server's time"
                                .formatted(skew.toSeconds());
        row("clock", small ? "good" : skew.compareTo(LARGE_SKEW) > 0 ? "wrong" : "off", told);
    }

    private void workers() {
        try {
            Map<String, @Nullable Object> status = session.gnocchi().server().status(true);
            Load load = Load.of(status, session.clock().instant());
            boolean none = load.sacks().isEmpty();
            row(
                    "workers",
                    none ? "none" : "good",
                    none
                            ? "nobody folds measures: is gnocchi-metricd running?"
                            : load.sacks().size() + " of them");
            good(
                    "backlog",
                    "%,d bundles of measures of %,d metrics"
                            .formatted(load.measures(), load.metrics()));
            if (load.setAsideMetrics() > 0) {
                row("damage", "found", load.setAsideMetrics() + " metrics; see gnocchi-check");
            }
        } catch (RefusedException notOurs) {
            row("workers", "unknown", "you may not see the status");
        }
    }

    private void good(String what, String detail) {
        row(what, "good", detail);
    }

    private void bad(String what, String detail) {
        failed = true;
        row(what, "bad", detail);
    }

    private void row(String what, String state, String detail) {
        rows.add(new ArrayList<>(List.of(what, state, detail)));
    }
}
