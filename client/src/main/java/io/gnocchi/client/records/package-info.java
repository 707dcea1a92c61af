/// Measures in files: CSV, JSON, lines of InfluxDB. Pure but for the stream that is read.
@NullMarked
package io.gnocchi.client.records;

import org.jspecify.annotations.NullMarked;
