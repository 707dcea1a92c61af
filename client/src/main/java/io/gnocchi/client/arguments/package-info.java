/// The words of a command line: what commands take, reading them, usage and help. Pure.
@NullMarked
package io.gnocchi.client.arguments;

import org.jspecify.annotations.NullMarked;
