/// JSON to model and back: validation with the texts clients know, streaming both ways.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.wire;
