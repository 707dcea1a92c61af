package io.gnocchi.server.settings;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A database, translated from the URL of SQLAlchemy that gnocchi.conf holds to the one of JDBC.
/// The text form does not tell the password.
///
/// @param ignoredOptions options of the URL that mean nothing here
public record DatabaseAddress(
        Dialect dialect,
        String jdbcUrl,
        @Nullable String user,
        @Nullable String password,
        List<String> ignoredOptions) {

    /// The language of the database.
    public enum Dialect {
        POSTGRESQL,
        SQLITE,
        /// Or MariaDB.
        MYSQL
    }

    /// `scheme+driver://user:password@host:port/name?options`, all but the scheme optional. As in
    /// SQLAlchemy the password may hold anything but `@`.
    private static final Pattern URL =
            Pattern.compile(
                    "(?<scheme>[a-z0-9]+)(?:\\+[a-z0-9]+)?://"
                            + "(?:(?<user>[^:/@]*)(?::(?<password>[^@]*))?@)?"
                            + "(?<host>\\[[^]]*]|[^/:?]*)(?::(?<port>\\d+))?"
                            + "(?:/(?<name>[^?]*))?(?:\\?(?<options>.*))?");

    /// What libpq and the driver of Java call the same.
    private static final Map<String, String> POSTGRESQL_OPTIONS =
            Map.of(
                    "sslmode", "sslmode",
                    "sslrootcert", "sslrootcert",
                    "sslcert", "sslcert",
                    "sslkey", "sslkey",
                    "connect_timeout", "connectTimeout",
                    "application_name", "ApplicationName",
                    "options", "options");

    public DatabaseAddress {
        ignoredOptions = List.copyOf(ignoredOptions);
    }

    /// Translates the URL.
    ///
    /// @throws IllegalArgumentException when it cannot be used; the message says why and does not
    ///   tell the URL, which may hold a password
    static DatabaseAddress parse(String url) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "is not like postgresql://user:password@host:port/name,"
                            + " mysql://user:password@host:port/name or sqlite:///file");
        }
        String scheme = parts.group("scheme");
        return switch (scheme) {
            case "postgresql", "postgres" ->
                    postgresql(
                            parts.group("user"),
                            parts.group("password"),
                            hostAndPort(parts.group("host"), parts.group("port")),
                            parts.group("name"),
                            parts.group("options"));
            case "sqlite" ->
                    sqlite(parts.group("host"), parts.group("name"), parts.group("options"));
            case "mysql", "mariadb" ->
                    mysql(
                            parts.group("user"),
                            parts.group("password"),
                            hostAndPort(parts.group("host"), parts.group("port")),
                            parts.group("name"),
                            parts.group("options"));
            default ->
                    throw new IllegalArgumentException(
                            "is of an unknown kind, '"
                                    + scheme
                                    + "': use postgresql://, mysql:// or sqlite://");
        };
    }

    /// A database in a file.
    static DatabaseAddress sqlite(Path file) {
        return new DatabaseAddress(Dialect.SQLITE, "jdbc:sqlite:" + file, null, null, List.of());
    }

    private static DatabaseAddress sqlite(
            String host, @Nullable String file, @Nullable String options) {
        if (!host.isEmpty() || file == null || file.isEmpty() || file.equals(":memory:")) {
            throw new IllegalArgumentException(
                    "names no file: write sqlite:///relative/file or sqlite:////absolute/file");
        }
        var ignored = items(options).stream().map(DatabaseAddress::nameOf).toList();
        return new DatabaseAddress(Dialect.SQLITE, "jdbc:sqlite:" + file, null, null, ignored);
    }

    private static DatabaseAddress postgresql(
            @Nullable String user,
            @Nullable String password,
            String hostAndPort,
            @Nullable String name,
            @Nullable String options) {
        var known = new ArrayList<String>();
        var ignored = new ArrayList<String>();
        for (String item : items(options)) {
            var translated = POSTGRESQL_OPTIONS.get(nameOf(item));
            if (nameOf(item).equals("host")) {
                throw new IllegalArgumentException(
                        "names a host among its options, such as a local socket: write it behind"
                                + " the @ and use TCP");
            } else if (translated == null) {
                ignored.add(nameOf(item));
            } else {
                known.add(translated + item.substring(nameOf(item).length()));
            }
        }
        String database = name == null ? "" : URLEncoder.encode(name, StandardCharsets.UTF_8);
        String tail = known.isEmpty() ? "" : "?" + String.join("&", known);
        return new DatabaseAddress(
                Dialect.POSTGRESQL,
                "jdbc:postgresql://" + hostAndPort + "/" + database + tail,
                decoded(user),
                decoded(password),
                ignored);
    }

    /// One driver speaks to both. A certificate among the options asks for a server that shows it.
    private static DatabaseAddress mysql(
            @Nullable String user,
            @Nullable String password,
            String hostAndPort,
            @Nullable String name,
            @Nullable String options) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException(
                    "names no database: write mysql://user:password@host:port/name");
        }
        var ignored = new ArrayList<String>();
        String tail = "";
        for (String item : items(options)) {
            if (nameOf(item).equals("unix_socket")) {
                throw new IllegalArgumentException(
                        "names a local socket among its options: use TCP and a host");
            } else if (nameOf(item).equals("ssl_ca")) {
                tail = "?sslMode=verify-ca&serverSslCert" + item.substring(nameOf(item).length());
            } else {
                ignored.add(nameOf(item));
            }
        }
        return new DatabaseAddress(
                Dialect.MYSQL,
                "jdbc:mariadb://"
                        + hostAndPort
                        + "/"
                        + URLEncoder.encode(name, StandardCharsets.UTF_8)
                        + tail,
                decoded(user),
                decoded(password),
                ignored);
    }

    private static String hostAndPort(String host, @Nullable String port) {
        String named = host.isEmpty() ? "localhost" : host;
        return port == null ? named : named + ":" + port;
    }

    private static List<String> items(@Nullable String options) {
        return options == null || options.isEmpty() ? List.of() : List.of(options.split("&"));
    }

    private static String nameOf(String item) {
        int equal = item.indexOf('=');
        return equal < 0 ? item : item.substring(0, equal);
    }

    /// Percent signs decoded; a plus is a plus, unlike in a form.
    private static @Nullable String decoded(@Nullable String text) {
        return text == null
                ? null
                : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "%s as %s, password %s".formatted(jdbcUrl, user, password == null ? "none" : "***");
    }
}
