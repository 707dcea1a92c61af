package io.gnocchi.client.main;

import static io.gnocchi.client.arguments.Option.count;
import static io.gnocchi.client.arguments.Option.flag;
import static io.gnocchi.client.arguments.Option.value;

import io.gnocchi.client.arguments.Option;
import io.gnocchi.client.arguments.Syntax;
import io.gnocchi.client.arguments.ValueType;
import io.gnocchi.client.commands.Command.Example;
import java.util.List;
import java.util.stream.Stream;

/// The options that every command has.
final class ProgramOptions {
    private static final String AUTHENTICATION = "authentication options";
    private static final String IDENTITY = "Keystone options";
    private static final String SERVICE = "service options";

    private ProgramOptions() {}

    static final List<Example> EXAMPLES =
            List.of(
                    new Example("--endpoint http://gnocchi.example.org:8041 status", "is it up?"),
                    new Example("resource create web1 -n cpu", "a resource with a metric"),
                    new Example("measures add -r web1 cpu -m now@42", "a measure of it"),
                    new Example("measures show -r web1 cpu --plot", "and what became of it"));

    /// In the order of help.
    static final List<Option> ALL =
            Stream.of(
                            flag("--version", "print the version and exit"),
                            count("-v --verbose", "say more; repeat it for even more"),
                            flag("-q --quiet", "say nothing but warnings and errors"),
                            value("--log-file", "write what is said into this file too"),
                            flag("-h --help", "show help and exit"),
                            flag("--debug", "show requests, answers and traces of errors"),
                            value("--profile", "a named set of options from the configuration"),
                            value("--gnocchi-api-version", "version of the API (default: 1)"),
                            flag("--insecure", "accept any certificate"),
                            value("--os-cacert", "certificates to trust, a file in PEM")
                                    .called("<ca-certificate>"),
                            value("--os-cert", "certificate to show, a file in PEM")
                                    .called("<certificate>"),
                            value("--os-key", "key of that certificate").called("<key>"),
                            value("--timeout", "how many seconds an answer may take")
                                    .called("<seconds>")
                                    .as(
                                            new ValueType(
                                                    "float",
                                                    ValueType::isNumber,
                                                    value -> value + " must be a float")),
                            flag("--collect-timing", "accepted; timings stand in --debug"),
                            value(
                                            "--os-auth-type --os-auth-plugin",
                                            "gnocchi-basic (default), gnocchi-noauth, password,"
                                                    + " token, v3applicationcredential, none,"
                                                    + " admin_token or http_basic")
                                    .called("<name>"),
                            value("--user", "user (default: admin)").in(AUTHENTICATION),
                            value("--endpoint", "address (default: http://localhost:8041)")
                                    .in(AUTHENTICATION),
                            value("--user-id", "user of gnocchi-noauth").in(AUTHENTICATION),
                            value("--project-id", "project of gnocchi-noauth").in(AUTHENTICATION),
                            value("--roles", "roles of gnocchi-noauth (default: admin)")
                                    .in(AUTHENTICATION),
                            value("--gnocchi-endpoint", "another spelling of --endpoint")
                                    .in(AUTHENTICATION),
                            identity("--os-auth-url", "address of Keystone"),
                            identity("--os-username --os-user-name", "user"),
                            identity("--os-user-id", "id of the user"),
                            identity("--os-password", "password"),
                            identity("--os-user-domain-name", "domain of the user"),
                            identity("--os-user-domain-id", "id of the user's domain"),
                            identity("--os-project-name --os-tenant-name", "project"),
                            identity("--os-project-id --os-tenant-id", "id of the project"),
                            identity("--os-project-domain-name", "domain of the project"),
                            identity("--os-project-domain-id", "id of the project's domain"),
                            identity("--os-default-domain-name", "domain where none is given"),
                            identity("--os-default-domain-id", "id of that domain"),
                            identity("--os-domain-name", "domain to act for"),
                            identity("--os-domain-id", "id of the domain to act for"),
                            identity("--os-system-scope", "all: act for the whole system"),
                            identity("--os-trust-id", "id of a trust to act for"),
                            identity("--os-token", "token"),
                            identity("--os-application-credential-id", "id of a credential"),
                            identity("--os-application-credential-name", "name of a credential"),
                            identity("--os-application-credential-secret", "its secret"),
                            service(
                                    "--os-service-type --os-metric-service-type",
                                    "default: metric"),
                            service("--os-service-name --os-metric-service-name", "its name"),
                            service(
                                    "--os-interface --os-metric-interface",
                                    "public (default), internal or admin"),
                            service("--os-region-name", "region"),
                            service(
                                    "--os-endpoint-override --os-metric-endpoint-override",
                                    "address to use in place of the catalogue's"),
                            service("--os-api-version --os-metric-api-version", "version"))
                    .toList();

    /// Whatever is no option of the program belongs to the command.
    static final Syntax SYNTAX =
            new Syntax(ALL, List.of(new Syntax.Exclusion("verbose", "quiet")), List.of(), false);

    private static Option identity(String names, String help) {
        return value(names, help).in(IDENTITY);
    }

    private static Option service(String names, String help) {
        return value(names, help).in(SERVICE);
    }
}
