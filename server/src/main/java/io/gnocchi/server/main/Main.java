package io.gnocchi.server.main;

import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.server.settings.Settings;
import io.gnocchi.server.settings.SettingsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// Where every process begins: `Main COMMAND [OPTION...]`.
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /// Runs a command to its end.
    ///
    /// @return 0 when it went well, 1 when it did not, 2 when the command line cannot be
    ///   understood; commands that look for something end with 1 when they found it, 2 when they
    ///   could not look
    static int run(String... arguments) {
        var name = arguments.length == 0 ? "" : arguments[0];
        var command = command(name);
        if (command == null) {
            System.err.println(
                    "usage: server|api|metricd|statsd|carbon|collectd|amqp1d|upgrade|check"
                            + "|rebuild-manifest|change-sack-size|config-generator|plan|injector"
                            + " [OPTION...]");
            return CommandLine.ExitCode.USAGE;
        }
        var line = new CommandLine(command).setCommandName("gnocchi-" + name);
        if (command instanceof DaemonCommand daemon) {
            line.getCommandSpec().usageMessage().description(daemon.description());
        }
        line.getCommandSpec().versionProvider(() -> new String[] {version(name)});
        line.setExecutionExceptionHandler((trouble, failed, _) -> {
            tell(trouble);
            return failed.getCommandSpec().exitCodeOnExecutionException();
        });
        var options = new String[arguments.length - 1];
        System.arraycopy(arguments, 1, options, 0, options.length);
        return line.execute(options);
    }

    private static @Nullable Object command(String name) {
        return switch (name) {
            case "server" -> new ServerCommand();
            case "api" -> new ApiCommand();
            case "metricd" -> new MetricdCommand();
            case "statsd" -> new DaemonCommand(Settings.Daemon.STATSD);
            case "carbon" -> new DaemonCommand(Settings.Daemon.CARBON);
            case "collectd" -> new DaemonCommand(Settings.Daemon.COLLECTD);
            case "amqp1d" -> new DaemonCommand(Settings.Daemon.AMQP1D);
            case "upgrade" -> new UpgradeCommand();
            case "check" -> new CheckCommand();
            case "rebuild-manifest" -> new RebuildCommand();
            case "change-sack-size" -> new ChangeSackSizeCommand();
            case "config-generator" -> new ConfigGeneratorCommand();
            case "plan" -> new PlanCommand();
            case "injector" -> new InjectorCommand();
            default -> null;
        };
    }

    private static String version(String name) {
        var version = Main.class.getPackage().getImplementationVersion();
        return "gnocchi-" + name + " " + (version == null ? "unreleased" : version);
    }

    /// What an operator can mend is a sentence; what is our mistake is a trace.
    private static void tell(Exception trouble) {
        switch (trouble) {
            case SettingsException _ -> System.err.println(trouble.getMessage());
            case UnavailableException _ -> LOG.error("{}", withCauses(trouble));
            default -> LOG.error("this should not have happened", trouble);
        }
    }

    private static String withCauses(Throwable trouble) {
        var cause = trouble.getCause();
        var message = String.valueOf(trouble.getMessage());
        return cause == null ? message : message + ": " + withCauses(cause);
    }
}
