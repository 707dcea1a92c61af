/// The command line, the log, and every object built by hand: the map of the program.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.main;
