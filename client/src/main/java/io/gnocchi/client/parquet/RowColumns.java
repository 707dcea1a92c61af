package io.gnocchi.client.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/// Tells the library which columns there are, and what a row has in them.
// Of the two methods that begin, the one that has to be written is the deprecated one.
@SuppressWarnings("deprecation")
final class RowColumns extends WriteSupport<Row> {
    /// Timestamps count microseconds: no server tells finer ones, and every reader knows the unit.
    private static final MessageType COLUMNS =
            Types.buildMessage()
                    .optional(BINARY)
                    .as(stringType())
                    .named("resource")
                    .optional(BINARY)
                    .as(stringType())
                    .named("metric")
                    .required(BINARY)
                    .as(stringType())
                    .named("metric_id")
                    .required(BINARY)
                    .as(stringType())
                    .named("aggregation")
                    .required(DOUBLE)
                    .named("granularity")
                    .required(INT64)
                    .as(timestampType(true, TimeUnit.MICROS))
                    .named("timestamp")
                    .optional(DOUBLE)
                    .named("value")
                    .named("points");

    private @Nullable RecordConsumer consumer;

    @Override
    public WriteContext init(Configuration none) {
        return new WriteContext(COLUMNS, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer to) {
        consumer = to;
    }

    @Override
    public void write(Row row) {
        RecordConsumer to = Objects.requireNonNull(consumer);
        to.startMessage();
        text(to, 0, row.resource());
        text(to, 1, row.metric());
        text(to, 2, row.metricId());
        text(to, 3, row.aggregation());
        field(to, 4, it -> it.addDouble(row.granularitySeconds()));
        field(to, 5, it -> it.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, row.timestamp())));
        Double value = row.value();
        if (value != null) {
            field(to, 6, it -> it.addDouble(value));
        }
        to.endMessage();
    }

    private static void text(RecordConsumer to, int column, @Nullable String text) {
        if (text != null) {
            field(to, column, it -> it.addBinary(Binary.fromString(text)));
        }
    }

    private static void field(RecordConsumer to, int column, Consumer<RecordConsumer> adding) {
        String name = COLUMNS.getFieldName(column);
        to.startField(name, column);
        adding.accept(to);
        to.endField(name, column);
    }
}
