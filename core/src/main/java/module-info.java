/// The engine: time series storage over three doors (objects, manifest, index). No SQL, no HTTP.
@org.jspecify.annotations.NullMarked
module io.gnocchi.core {
    requires static transitive org.jspecify;

    exports io.gnocchi.core.model;
    exports io.gnocchi.core.codec;
    exports io.gnocchi.core.store;
    exports io.gnocchi.core.series;
    exports io.gnocchi.core.index;
    exports io.gnocchi.core.manifest;
    exports io.gnocchi.core.incoming;
    exports io.gnocchi.core.query;
    exports io.gnocchi.core.processing;
    exports io.gnocchi.core.repair;
    exports io.gnocchi.core.segment;
}
