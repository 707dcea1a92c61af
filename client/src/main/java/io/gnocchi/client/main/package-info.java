/// The program: its options, its connection, running a command, exit codes; and every object built
/// by hand.
@NullMarked
package io.gnocchi.client.main;

import org.jspecify.annotations.NullMarked;
