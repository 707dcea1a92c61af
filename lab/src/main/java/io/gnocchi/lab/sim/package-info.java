/// The deterministic simulator: a whole cluster in one thread at a time, replayed by a seed.
@NullMarked
package io.gnocchi.lab.sim;

import org.jspecify.annotations.NullMarked;
