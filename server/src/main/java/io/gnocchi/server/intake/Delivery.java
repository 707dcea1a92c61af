package io.gnocchi.server.intake;

import io.gnocchi.core.model.MalformedException;
import io.gnocchi.core.model.Measures;
import io.gnocchi.core.model.ResourceIds;
import io.gnocchi.core.model.ResourceType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The measures of one foreign request, gathered by resource and metric name while it is read.
///
/// Neither resource ids nor metric names can hold a slash here: it becomes an underscore.
public final class Delivery {
    /// How many metrics and measures a request may have. They are held until the request is read
    /// whole, for a bad line far down refuses all of it.
    public static final int MAX_METRICS = 100_000;

    public static final int MAX_MEASURES = 2_000_000;
    private static final int MAX_NAME_LENGTH = 255;

    /// A resource as the request describes it.
    ///
    /// @param originalId as its creator writes it
    /// @param attributes texts by name
    record Source(UUID id, String originalId, SortedMap<String, String> attributes) {}

    /// A metric as the request names it.
    public record Place(UUID resourceId, String name) {}

    /// The labels of a series that was for a metric.
    record Alias(RemoteRequest.Mapping mapping, byte[] labels, Place place) {}

    private final String resourceType;
    private final @Nullable ResourceType ownType;
    private final @Nullable String creator;
    private final @Nullable String policy;
    private final boolean describing;
    private final Map<String, Source> sourcesByText = new LinkedHashMap<>();
    private final Map<UUID, Source> sources = new LinkedHashMap<>();
    private final Map<Place, GrowingMeasures> measures = new LinkedHashMap<>();
    private final Map<Place, String> units = new HashMap<>();
    private final List<Alias> aliases = new ArrayList<>();
    private int measureCount;

    private Delivery(
            String resourceType,
            @Nullable ResourceType ownType,
            @Nullable String creator,
            @Nullable String policy,
            boolean describing) {
        this.resourceType = resourceType;
        this.ownType = ownType;
        this.creator = creator;
        this.policy = policy;
        this.describing = describing;
    }

    /// An empty delivery for resources of a type that must exist.
    ///
    /// @param creator who sends it, and whose words the resource ids are; null for nobody known
    public static Delivery to(String resourceType, @Nullable String creator) {
        return to(resourceType, creator, null);
    }

    /// The same, whose new metrics get an archive policy that is known beforehand.
    ///
    /// @param policy null to go by the rules
    public static Delivery to(
            String resourceType, @Nullable String creator, @Nullable String policy) {
        return new Delivery(resourceType, null, creator, policy, false);
    }

    /// An empty delivery for resources of a type that is created when it is not there.
    ///
    /// @param creator who sends it, and whose words the resource ids are; null for nobody known
    public static Delivery creating(ResourceType type, @Nullable String creator) {
        return creating(type, creator, null);
    }

    /// The same, whose new metrics get an archive policy that is known beforehand.
    ///
    /// @param policy null to go by the rules
    public static Delivery creating(
            ResourceType type, @Nullable String creator, @Nullable String policy) {
        return new Delivery(type.name(), type, creator, policy, false);
    }

    /// The same for resources whose type gets the attributes that they are met with.
    public static Delivery describing(ResourceType type, @Nullable String creator) {
        return new Delivery(type.name(), type, creator, null, true);
    }

    /// Adds a measure.
    ///
    /// @param resource id of the resource in the words of the sender
    /// @param attributes what is known of it besides
    /// @return the metric that got it
    /// @throws MalformedException when id or name cannot be kept, or the time is before 1970
    /// @throws IntakeRefusedException when it gets too much
    public Place add(
            String resource,
            Map<String, String> attributes,
            String metric,
            long nanos,
            double value) {
        if (nanos < 0) {
            throw new MalformedException("Timestamp must be after Epoch");
        }
        var place = place(resource, attributes, metric);
        count(1);
        growing(place, 1).add(nanos, value);
        return place;
    }

    /// Adds measures of one metric, none before 1970.
    ///
    /// @param resource id of the resource in the words of the sender
    /// @param attributes what is known of it besides
    /// @return the metric that got them
    /// @throws MalformedException when id or name cannot be kept
    /// @throws IntakeRefusedException when it gets too much
    Place addAll(String resource, Map<String, String> attributes, String metric, Measures several) {
        var place = place(resource, attributes, metric);
        count(several.size());
        growing(place, several.size()).addAll(several);
        return place;
    }

    private void count(int more) {
        measureCount += more;
        if (measureCount > MAX_MEASURES) {
            throw tooMany(MAX_MEASURES, "measures");
        }
    }

    private Place place(String resource, Map<String, String> attributes, String metric) {
        return new Place(source(resource, attributes).id(), metric.replace('/', '_'));
    }

    /// Says by what else a metric of it is known, so that the sender's next request need not be
    /// read as closely.
    ///
    /// @param labels encoded
    void alsoKnownBy(RemoteRequest.Mapping mapping, byte[] labels, Place place) {
        aliases.add(new Alias(mapping, labels, place));
    }

    /// Says in what a metric of it counts; a new one gets that for its unit.
    public void measuredIn(Place place, String unit) {
        units.put(place, unit);
    }

    private Source source(String text, Map<String, String> attributes) {
        var known = sourcesByText.get(text);
        if (known != null) {
            return known;
        }
        requireStorable(text);
        var originalId = text.replace('/', '_');
        var id = ResourceIds.of(originalId, creator);
        var source = new Source(id, originalId, new TreeMap<>(attributes));
        sourcesByText.put(text, source);
        sources.putIfAbsent(id, source);
        return source;
    }

    private GrowingMeasures growing(Place place, int expected) {
        var growing = measures.get(place);
        return growing == null ? begun(place, expected) : growing;
    }

    private GrowingMeasures begun(Place place, int expected) {
        var name = place.name();
        requireStorable(name);
        if (name.codePointCount(0, name.length()) > MAX_NAME_LENGTH) {
            throw new MalformedException(
                    "metric name longer than %d characters".formatted(MAX_NAME_LENGTH));
        }
        if (measures.size() == MAX_METRICS) {
            throw tooMany(MAX_METRICS, "metrics");
        }
        var growing = new GrowingMeasures(expected);
        measures.put(place, growing);
        return growing;
    }

    private static void requireStorable(String text) {
        if (text.isEmpty()) {
            throw new MalformedException("empty name");
        }
        if (text.indexOf('\0') >= 0) {
            throw new MalformedException("NUL character not allowed");
        }
    }

    static IntakeRefusedException tooMany(int most, String what) {
        return IntakeRefusedException.tooLarge(
                "more than %d %s in one request".formatted(most, what));
    }

    String resourceType() {
        return resourceType;
    }

    /// The type to be created when it is not there, if any.
    @Nullable ResourceType ownType() {
        return ownType;
    }

    @Nullable String creator() {
        return creator;
    }

    /// The archive policy of what is new; null to go by the rules.
    @Nullable String policy() {
        return policy;
    }

    /// Whether attributes that the type does not have are to be added to it.
    boolean describing() {
        return describing;
    }

    /// How many measures it has.
    public int size() {
        return measureCount;
    }

    /// Whether one more metric and measure may be added.
    public boolean hasRoom() {
        return measures.size() < MAX_METRICS && measureCount < MAX_MEASURES;
    }

    /// The same without some of its metrics.
    Delivery without(Set<Place> unwanted) {
        var rest = new Delivery(resourceType, ownType, creator, policy, describing);
        measures.forEach((place, growing) -> {
            if (!unwanted.contains(place)) {
                rest.measures.put(place, growing);
                rest.measureCount += growing.size();
                rest.sources.computeIfAbsent(place.resourceId(), sources::get);
            }
        });
        rest.units.putAll(units);
        rest.aliases.addAll(aliases);
        rest.aliases.removeIf(alias -> unwanted.contains(alias.place));
        return rest;
    }

    public boolean isEmpty() {
        return measures.isEmpty();
    }

    /// The resources it speaks of, by id.
    Map<UUID, Source> sources() {
        return sources;
    }

    /// In what a metric counts, null when nobody says.
    @Nullable String unit(Place place) {
        return units.get(place);
    }

    /// By what else its metrics are known.
    List<Alias> aliases() {
        return aliases;
    }

    /// The metrics it speaks of.
    Set<Place> places() {
        return Collections.unmodifiableSet(measures.keySet());
    }

    Measures of(Place place) {
        var growing = measures.get(place);
        if (growing == null) {
            throw new IllegalArgumentException("nothing was delivered for " + place);
        }
        return growing.measures();
    }
}
