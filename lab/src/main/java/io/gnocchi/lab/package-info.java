/// Simulator and benchmarks; never shipped.
@NullMarked
package io.gnocchi.lab;

import org.jspecify.annotations.NullMarked;
