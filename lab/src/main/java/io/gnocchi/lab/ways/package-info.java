/// How fast measures come in by each protocol, side by side, and what floods of them do.
@NullMarked
package io.gnocchi.lab.ways;

import org.jspecify.annotations.NullMarked;
