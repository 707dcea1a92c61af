/// The person in front: widths and colours, progress, charts, lines that are typed.
@NullMarked
package io.gnocchi.client.terminal;

import org.jspecify.annotations.NullMarked;
