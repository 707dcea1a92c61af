/// Who is asking, and where the server is: Basic, a front server's headers, Keystone.
@NullMarked
package io.gnocchi.client.access;

import org.jspecify.annotations.NullMarked;
