/// JSON as plain values: maps in the order of the text, lists, strings, longs, doubles, booleans,
/// null.
@NullMarked
package io.gnocchi.client.json;

import org.jspecify.annotations.NullMarked;
