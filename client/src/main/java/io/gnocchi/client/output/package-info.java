/// What commands found out, as text: tables, JSON, CSV, YAML, values, shell. Pure, and byte for
/// byte what the Python client prints.
@NullMarked
package io.gnocchi.client.output;

import org.jspecify.annotations.NullMarked;
