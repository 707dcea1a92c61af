/// Gnocchi's REST API as typed, blocking calls; the way in is [Gnocchi].
@NullMarked
package io.gnocchi.client.api;

import org.jspecify.annotations.NullMarked;
