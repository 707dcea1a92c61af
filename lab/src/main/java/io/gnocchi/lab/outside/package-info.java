/// Real processes on a real database and a real store, hurt on purpose, and the books of what they
/// acknowledged.
@NullMarked
package io.gnocchi.lab.outside;

import org.jspecify.annotations.NullMarked;
