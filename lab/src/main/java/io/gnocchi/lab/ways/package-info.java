/// How fast measures come in by each protocol over HTTP, side by side.
@NullMarked
package io.gnocchi.lab.ways;

import org.jspecify.annotations.NullMarked;
