package io.gnocchi.client.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Measures in CSV with a header: a line for each measure, or a column for each metric.
final class CsvRecords implements Records {
    private static final int MAX_LINES_OF_RECORD = 1000;

    private final Lines lines;
    private final Owner owner;
    private final Precision precision;
    private char separator;
    private @Nullable CsvColumns columns;

    CsvRecords(Lines lines, Owner owner, Precision precision) {
        this.lines = lines;
        this.owner = owner;
        this.precision = precision;
    }

    @Override
    public @Nullable List<Measured> next() throws IOException {
        CsvColumns known = columns;
        if (known == null) {
            known = header();
            if (known == null) {
                return null;
            }
            columns = known;
        }
        String line = lines.next();
        if (line == null) {
            return null;
        }
        long number = lines.count();
        if (line.isBlank()) {
            return List.of();
        }
        var record = new StringBuilder(line);
        List<String> fields = fields(record, number);
        try {
            return measures(known, fields);
        } catch (IllegalArgumentException wrong) {
            throw new BadRecordException(
                    number, record.toString(), String.valueOf(wrong.getMessage()));
        }
    }

    private @Nullable CsvColumns header() throws IOException {
        String line = lines.next();
        if (line == null) {
            return null;
        }
        separator = CsvLine.separator(line);
        List<String> names = CsvLine.fields(line, separator);
        return CsvColumns.of(names == null ? List.of(line) : names, owner);
    }

    private List<String> fields(StringBuilder record, long number) throws IOException {
        for (int more = 0; more < MAX_LINES_OF_RECORD; more++) {
            List<String> fields = CsvLine.fields(record.toString(), separator);
            if (fields != null) {
                return fields;
            }
            String line = lines.next();
            if (line == null) {
                break;
            }
            record.append('\n').append(line);
        }
        throw new BadRecordException(number, record.toString(), "a quote is not closed");
    }

    private List<Measured> measures(CsvColumns columns, List<String> fields) {
        if (fields.size() != columns.names().size()) {
            throw new IllegalArgumentException(
                    "%d fields where the header has %d"
                            .formatted(fields.size(), columns.names().size()));
        }
        var timestamp = precision.instant(fields.get(columns.timestamp()).strip());
        String resource = columns.resource() < 0 ? "" : fields.get(columns.resource());
        String owning = resource.isEmpty() ? owner.resource() : resource;
        var measures = new ArrayList<Measured>();
        if (columns.value() >= 0) {
            String metric = metric(columns, fields, owning);
            boolean byId = owning == null || metric.isEmpty();
            double value = Numbers.read(fields.get(columns.value()));
            measures.add(
                    byId
                            ? new Measured(null, id(columns, fields, metric), timestamp, value)
                            : new Measured(owning, metric, timestamp, value));
        }
        for (int column : columns.metrics()) {
            // An empty cell of a wide file is a measure that was not taken.
            if (!fields.get(column).isBlank()) {
                measures.add(
                        new Measured(
                                owning,
                                columns.names().get(column).strip(),
                                timestamp,
                                Numbers.read(fields.get(column))));
            }
        }
        return measures;
    }

    private String metric(CsvColumns columns, List<String> fields, @Nullable String resource) {
        String told = columns.metric() < 0 ? "" : fields.get(columns.metric());
        if (!told.isEmpty()) {
            return told;
        }
        boolean idInstead = columns.metricId() >= 0 && resource == null;
        return owner.metric() == null || idInstead ? "" : owner.metric();
    }

    private static String id(CsvColumns columns, List<String> fields, String otherwise) {
        String id = columns.metricId() < 0 ? "" : fields.get(columns.metricId());
        if (id.isEmpty() && otherwise.isEmpty()) {
            throw new IllegalArgumentException("it does not say of which metric it is");
        }
        return id.isEmpty() ? otherwise : id;
    }
}
