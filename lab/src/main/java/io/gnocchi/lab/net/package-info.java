/// What stands between a process and its store or database: it passes on, and spoils on purpose.
@NullMarked
package io.gnocchi.lab.net;

import org.jspecify.annotations.NullMarked;
