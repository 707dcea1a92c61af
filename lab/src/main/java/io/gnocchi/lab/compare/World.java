package io.gnocchi.lab.compare;

import io.gnocchi.lab.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A scenario in the making: its steps so far, and what they will have created when all goes well.
///
/// Every name begins with the prefix, so that scenarios do not meet on a server that keeps them.
final class World {

    /// An archive policy whose metrics can be asked for.
    record Policy(String name, List<String> granularities, List<String> methods) {
        String coarsest() {
            return granularities.getLast();
        }

        int coarsestSeconds() {
            return (int) Math.ceil(Double.parseDouble(coarsest()));
        }
    }

    /// @param symbol its id; also its name when it belongs to a resource
    record Series(String symbol, Policy policy) {
        String path() {
            return "/v1/metric/{{" + symbol + "}}";
        }
    }

    /// @param attributes name to kind: string, number, uuid, bool, datetime
    record Type(String name, Map<String, String> attributes) {}

    record Thing(Type type, String id, List<Series> series) {
        String path() {
            return "/v1/resource/" + type.name() + "/" + encoded(id);
        }
    }

    static final Type GENERIC = new Type("generic", Map.of());

    final Chance chance;
    final String prefix;

    /// Around when things happen, in seconds since the Epoch.
    final long epoch;

    final List<Step> steps = new ArrayList<>();
    final List<Policy> policies = new ArrayList<>();
    final List<Series> series = new ArrayList<>();
    final List<Type> types = new ArrayList<>();
    final List<Thing> things = new ArrayList<>();
    private final Map<String, Integer> posts = new HashMap<>();
    private int names;

    World(Chance chance, String prefix) {
        this.chance = chance;
        this.prefix = prefix;
        this.epoch =
                1_400_000_000L + 86_400L * chance.between(0, 2500) + 3600L * chance.between(0, 23);
    }

    void play(Step step) {
        steps.add(step);
    }

    /// Notes that the series got measures.
    void posted(Series to) {
        posts.merge(to.symbol(), 1, Integer::sum);
    }

    /// Methods whose values can be compared: the original's rates depend on how measures were
    /// grouped into posts, ours do not.
    List<String> comparable(Series of) {
        var rates = posts.getOrDefault(of.symbol(), 0) <= 1;
        return of.policy().methods().stream().filter(m -> rates || !m.startsWith("rate:")).toList();
    }

    /// A name that was not there before: short, and of one word.
    String name(String kind) {
        names++;
        return prefix + kind + names;
    }

    /// A name that is an identifier in every language, without the prefix.
    String symbol(String kind) {
        names++;
        return kind + names;
    }

    /// A UUID nobody minted: of another version than those of servers.
    String uuid() {
        return UUID.nameUUIDFromBytes(name("uuid").getBytes(StandardCharsets.UTF_8)).toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// `path?a=1&b=2`; values are encoded here.
    static String query(String path, List<Map.Entry<String, String>> parameters) {
        var text = new StringBuilder(path);
        var separator = path.contains("?") ? '&' : '?';
        for (var parameter : parameters) {
            text.append(separator).append(parameter.getKey()).append('=');
            text.append(
                    parameter.getValue().startsWith("{{")
                            ? parameter.getValue()
                            : encoded(parameter.getValue()));
            separator = '&';
        }
        return text.toString();
    }

    Policy policy() {
        return policies.isEmpty() ? PolicyTopic.create(this) : chance.pick(policies);
    }

    /// So many metrics with data in them, on a shared stretch of time.
    List<Series> filled(int count) {
        while (series.size() < count) {
            MeasureTopic.fill(this, MeasureTopic.create(this, policy()));
        }
        return chance.shuffled(series).subList(0, count);
    }

    Json.Members times(String... namesOfTimes) {
        var members = new LinkedHashMap<String, Json>();
        for (var name : namesOfTimes) {
            members.put(
                    name, new Json.Text(Moments.iso(epoch + chance.between(-100, 100) * 3600L)));
        }
        return new Json.Members(members);
    }
}
