package io.gnocchi.server.otlp;

import java.util.Locale;
import java.util.SortedMap;

/// What the points of one metric have in common.
///
/// @param resource attributes of what is measured
/// @param scope who measures: name, version and attributes of the instrumentation scope
/// @param unit empty when it is not told
record Stream(
        SortedMap<String, String> resource,
        SortedMap<String, String> scope,
        String name,
        String unit,
        Kind kind,
        Temporality temporality) {

    /// What its points are.
    enum Kind {
        GAUGE,
        SUM,
        HISTOGRAM,
        EXPONENTIAL_HISTOGRAM,
        SUMMARY;

        /// Whether its points must say since when they count.
        boolean isTemporal() {
            return switch (this) {
                case GAUGE, SUMMARY -> false;
                case SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM -> true;
            };
        }

        /// Whether its points become several measures.
        boolean hasParts() {
            return switch (this) {
                case GAUGE, SUM -> false;
                case HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> true;
            };
        }

        /// As attributes have it.
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Since when a point counts: since the one before it, or since the beginning.
    enum Temporality {
        UNSPECIFIED(""),
        DELTA("delta"),
        CUMULATIVE("cumulative");

        private final String text;

        Temporality(String text) {
            this.text = text;
        }

        /// As attributes have it.
        String text() {
            return text;
        }

        /// @param number as in the protocol
        static Temporality numbered(long number) {
            return number == 1 ? DELTA : number == 2 ? CUMULATIVE : UNSPECIFIED;
        }
    }
}
