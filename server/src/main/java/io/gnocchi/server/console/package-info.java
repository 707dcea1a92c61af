/// The files of the user interface, as they are packed with the server.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.console;
