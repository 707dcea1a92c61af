package io.gnocchi.client.main;

import io.gnocchi.client.api.Listing;
import io.gnocchi.client.api.NotFoundException;
import io.gnocchi.client.api.OverloadedException;
import io.gnocchi.client.api.RefusedException;
import io.gnocchi.client.commands.NameSource;
import io.gnocchi.client.http.ConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What to do about an error; for people in front of a terminal.
final class Advice {
    private static final Pattern NAMED = Pattern.compile("^[A-Z][a-z ]+? (\\S+) does not exist");

    private Advice() {}

    static List<String> about(RefusedException refused, LiveSession session) {
        if (refused instanceof NotFoundException missing) {
            return about(missing, session);
        }
        if (refused instanceof OverloadedException) {
            return List.of("The server has too much to do; nothing was changed. Try again later.");
        }
        return switch (refused.status()) {
            case 401 -> List.of("The server does not know you: see --user and --os-auth-type.");
            case 403 -> List.of("You may not do that; another user, project or role may.");
            case 500, 502, 503, 504 -> serverTrouble(refused);
            default -> List.of();
        };
    }

    private static List<String> serverTrouble(RefusedException refused) {
        var lines = new ArrayList<String>();
        lines.add("The server is in trouble; its log tells more.");
        if (refused.requestId() != null) {
            lines.add("There the request is called " + refused.requestId() + ".");
        }
        return lines;
    }

    private static List<String> about(NotFoundException missing, LiveSession session) {
        var named = NAMED.matcher(String.valueOf(missing.description()));
        if (!session.terminal().errIsTerminal() || !named.find()) {
            return List.of();
        }
        String kind =
                switch (missing.what()) {
                    case METRIC, NAMED_METRIC -> "metric";
                    case RESOURCE_TYPE -> "resource-type";
                    case RESOURCE -> "resource";
                    case ARCHIVE_POLICY_RULE -> "archive-policy-rule";
                    case ARCHIVE_POLICY -> "archive-policy";
                    case OTHER -> "";
                };
        List<String> near = near(named.group(1), kind, session);
        return near.isEmpty()
                ? List.of()
                : List.of("Did you mean " + String.join(" or ", near) + "?");
    }

    private static List<String> near(String typed, String kind, LiveSession session) {
        try {
            return NameSource.near(session.gnocchi(), kind, typed, Listing.all());
        } catch (RuntimeException unwilling) {
            // Advice is no reason for another error.
            return List.of();
        }
    }

    static List<String> about(ConnectionException broken, LiveSession session) {
        return switch (broken.trouble()) {
            case REFUSED ->
                    List.of(
                            "Nobody listens there. Is the server running, and is --endpoint"
                                    + " (GNOCCHI_ENDPOINT) right?");
            case UNKNOWN_HOST ->
                    List.of("See --endpoint (GNOCCHI_ENDPOINT) for a slip of the pen.");
            case TIMEOUT -> List.of("--timeout gives it more time.");
            case TLS ->
                    List.of(
                            "--os-cacert names the certificates to trust; --insecure trusts"
                                    + " anybody. An http:// address speaks no TLS.");
            case BROKEN -> List.of("Is there a Gnocchi behind that address, and no other server?");
        };
    }
}
