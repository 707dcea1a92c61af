package io.gnocchi.core.index;

import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

/// What every [Index] promises.
public abstract class IndexContract {

    /// A new and empty index.
    ///
    /// @param clock what relative times in filters mean
    protected abstract Index create(InstantSource clock) throws Exception;

    @Nested
    class Policies extends PolicyContract {
        @Override
        protected Index create(InstantSource clock) throws Exception {
            return IndexContract.this.create(clock);
        }
    }

    @Nested
    class Metrics extends MetricContract {
        @Override
        protected Index create(InstantSource clock) throws Exception {
            return IndexContract.this.create(clock);
        }
    }

    @Nested
    class MetricLists extends MetricListContract {
        @Override
        protected Index create(InstantSource clock) throws Exception {
            return IndexContract.this.create(clock);
        }
    }

    @Nested
    class Resources extends ResourceContract {
        @Override
        protected Index create(InstantSource clock) throws Exception {
            return IndexContract.this.create(clock);
        }
    }

    @Nested
    class ResourceTypes extends ResourceTypeContract {
        @Override
        protected Index create(InstantSource clock) throws Exception {
            return IndexContract.this.create(clock);
        }
    }

    @Nested
    class TypedResources extends TypedResourceContract {
        @Override
        protected Index create(InstantSource clock) throws Exception {
            return IndexContract.this.create(clock);
        }
    }

    @Nested
    class Searches extends SearchContract {
        @Override
        protected Index create(InstantSource clock) throws Exception {
            return IndexContract.this.create(clock);
        }
    }

    @Nested
    class Silences extends SilenceContract {
        @Override
        protected Index create(InstantSource clock) throws Exception {
            return IndexContract.this.create(clock);
        }
    }

    @Nested
    class Histories extends HistoryContract {
        @Override
        protected Index create(InstantSource clock) throws Exception {
            return IndexContract.this.create(clock);
        }
    }
}
