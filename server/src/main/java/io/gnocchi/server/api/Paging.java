package io.gnocchi.server.api;

import io.gnocchi.core.index.Page;
import io.gnocchi.core.index.SortKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The page a client asks for, and the link to the next one.
///
/// @param page for the index
/// @param sort as the link shall repeat it
record Paging(Page page, List<String> sort) {

    /// @param maxLimit most rows, and how many when the client does not say
    /// @param defaultSort when the client does not say
    static Paging of(Call call, int maxLimit, List<String> defaultSort) {
        var asked = call.query().all("sort");
        var sort = asked.isEmpty() ? defaultSort : asked;
        var keys = new ArrayList<SortKey>();
        for (var text : sort) {
            keys.add(sortKey(text));
        }
        return new Paging(new Page(limit(call, maxLimit), call.query().one("marker"), keys), sort);
    }

    /// A reply with a link to the next page, unless this one shows that it is the last.
    ///
    /// @param size rows of this page
    /// @param lastMarker the marker of its last row; not looked at when there is none
    Reply linked(Reply reply, Call call, int size, String lastMarker) {
        if (size < page.limit()) {
            return reply;
        }
        var changes = new HashMap<String, List<String>>();
        changes.put("limit", List.of(Integer.toString(page.limit())));
        changes.put("marker", List.of(lastMarker));
        changes.put("sort", sort);
        var url = call.here() + "?" + call.query().encodedWith(Map.copyOf(changes));
        return reply.with("Link", "<" + url + ">; rel=\"next\"");
    }

    private static int limit(Call call, int maxLimit) {
        var text = call.query().one("limit");
        if (text == null) {
            return maxLimit;
        }
        if (!text.strip().matches("[+-]?\\d{1,400}")) {
            throw badLimit("expected int");
        }
        var number = new BigInteger(text.strip());
        if (number.signum() <= 0) {
            throw badLimit("value must be at least 1");
        }
        return number.min(BigInteger.valueOf(maxLimit)).intValueExact();
    }

    private static Problem badLimit(String reason) {
        return Problem.caused(
                400, "Argument value error", reason + " for dictionary value @ data['limit']");
    }

    private static SortKey sortKey(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new SortKey(text, SortKey.Direction.ASC);
        }
        return new SortKey(text.substring(0, colon), direction(text.substring(colon + 1)));
    }

    private static SortKey.Direction direction(String text) {
        for (var direction : SortKey.Direction.values()) {
            if (word(direction).equals(text)) {
                return direction;
            }
        }
        var known =
                Arrays.stream(SortKey.Direction.values())
                        .map(Paging::word)
                        .collect(Collectors.joining(", "));
        throw Problem.of(
                400,
                "Invalid pagination: `Unknown sort direction, must be one of: %s'"
                        .formatted(known));
    }

    /// `asc-nullsfirst` for `ASC_NULLS_FIRST`.
    private static String word(SortKey.Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT).replace("_nulls_", "-nulls");
    }
}
