/// Plays the same random requests against two servers and finds where their answers differ.
@NullMarked
package io.gnocchi.lab.compare;

import org.jspecify.annotations.NullMarked;
