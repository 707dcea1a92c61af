/// JSON as values and as text, for everything here that talks to a server.
@NullMarked
package io.gnocchi.lab.json;

import org.jspecify.annotations.NullMarked;
