/// What a process tells about itself, for those who watch it.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.meters;
