package io.gnocchi.server.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import io.gnocchi.core.model.MalformedException;
import io.gnocchi.server.intake.Delivery;
import io.gnocchi.server.intake.IntakeRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request to export metrics, read. A bad point loses only itself.
public final class OtlpWrite {
    private static final int MAX_UNIT_LENGTH = 31;

    /// How a request is written.
    public enum Encoding {
        PROTOBUF,
        JSON
    }

    /// Points that stand or fall together, for their numbers go to the same metrics.
    private static final class Tally {
        private int points;
    }

    private final Delivery delivery;
    private final OtlpMapping mapping = new OtlpMapping();
    private final Map<Delivery.Place, Tally> tallies = new HashMap<>();
    private int refused;
    private @Nullable String reason;

    private OtlpWrite(@Nullable String creator) {
        delivery = Delivery.describing(OtlpMapping.TYPE, creator);
    }

    /// Reads a body to its end.
    ///
    /// @throws IntakeRefusedException when it is none, or has too much
    public static OtlpWrite read(InputStream body, Encoding encoding, @Nullable String creator)
            throws IOException {
        var write = new OtlpWrite(creator);
        switch (encoding) {
            case PROTOBUF -> write.readMessage(body.readAllBytes());
            case JSON -> write.readJson(body);
        }
        return write;
    }

    private void readMessage(byte[] request) throws IOException {
        try {
            ProtobufReader.read(request, this::take);
        } catch (InvalidProtocolBufferException | MalformedException e) {
            throw unreadable(e);
        }
    }

    private void readJson(InputStream body) {
        try {
            JsonMetrics.read(body, this::take);
        } catch (MalformedException e) {
            throw unreadable(e);
        }
    }

    private static IntakeRefusedException unreadable(Exception e) {
        return IntakeRefusedException.malformed(
                "body", "Unable to read the request: " + e.getMessage());
    }

    private void take(Stream stream, Point point) {
        switch (point) {
            case Point.Measured measured -> add(stream, measured);
            case Point.Flawed(var why) -> refuse(stream, why);
            case Point.Unrecorded _ -> {}
        }
    }

    private void add(Stream stream, Point.Measured point) {
        try {
            Tally tally = null;
            for (var value : mapping.values(stream, point)) {
                var resource = value.target().resource();
                var place =
                        delivery.add(
                                resource.id(),
                                resource.attributes(),
                                value.target().metric(),
                                point.nanos(),
                                value.value());
                var known = tallies.get(place);
                if (known == null) {
                    known = tally == null ? new Tally() : tally;
                    begin(place, known, value.inUnits() ? stream.unit() : "");
                }
                tally = tally == null ? known : tally;
            }
            if (tally != null) {
                tally.points++;
            }
        } catch (MalformedException e) {
            refuse(stream, String.valueOf(e.getMessage()));
        }
    }

    private void begin(Delivery.Place place, Tally tally, String unit) {
        tallies.put(place, tally);
        if (isUnit(unit)) {
            delivery.measuredIn(place, unit);
        }
    }

    private static boolean isUnit(String text) {
        return !text.isEmpty() && text.length() <= MAX_UNIT_LENGTH && text.indexOf('\0') < 0;
    }

    private void refuse(Stream stream, String why) {
        refused++;
        if (reason == null) {
            reason = stream.name().isEmpty() ? why : stream.name() + ": " + why;
        }
    }

    /// What was good in it.
    public Delivery delivery() {
        return delivery;
    }

    /// How many points were bad.
    public int refused() {
        return refused;
    }

    /// Why the first of them was; empty when none was.
    public String reason() {
        return reason == null ? "" : reason;
    }

    /// How many points have a number for one of these metrics.
    public int pointsOf(Set<Delivery.Place> places) {
        Set<Tally> concerned = Collections.newSetFromMap(new IdentityHashMap<>());
        for (var place : places) {
            var tally = tallies.get(place);
            if (tally != null) {
                concerned.add(tally);
            }
        }
        return concerned.stream().mapToInt(tally -> tally.points).sum();
    }
}
