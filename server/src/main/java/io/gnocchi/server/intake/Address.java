package io.gnocchi.server.intake;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// By what senders mean a metric: the same sender means the same metric by it, until that changes.
sealed interface Address {

    /// A metric as [Delivery] names it.
    record Named(String resourceType, Delivery.Place place) implements Address {}

    /// A metric as [RemoteRequest] names it: by [EncodedLabels], the way they become metrics, and
    /// whose words they are. Looked up for each series of each request, so it is one object and its
    /// octets, and knows its hash.
    final class Labels implements Address {
        private final byte[] octets;
        private final RemoteRequest.Mapping mapping;
        private final @Nullable String creator;
        private final int hash;

        /// @param octets no one else's
        Labels(byte[] octets, RemoteRequest.Mapping mapping, @Nullable String creator) {
            this.octets = octets;
            this.mapping = mapping;
            this.creator = creator;
            hash = Arrays.hashCode(octets);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Labels labels
                    && hash == labels.hash
                    && Arrays.equals(octets, labels.octets)
                    && mapping == labels.mapping
                    && Objects.equals(creator, labels.creator);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
