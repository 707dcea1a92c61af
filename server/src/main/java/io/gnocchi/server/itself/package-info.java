/// What a process tells about itself, as measures in its own store.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.itself;
