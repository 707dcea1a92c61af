/// Measures the original and ours side by side, and writes down what came out.
@NullMarked
package io.gnocchi.lab.bench;

import org.jspecify.annotations.NullMarked;
