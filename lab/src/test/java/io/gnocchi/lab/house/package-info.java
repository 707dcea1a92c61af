/// The house rules, read as text: who may use whom, and what the engine never calls.
@NullMarked
package io.gnocchi.lab.house;

import org.jspecify.annotations.NullMarked;
