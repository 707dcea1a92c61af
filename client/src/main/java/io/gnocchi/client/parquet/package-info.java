/// Points as the columns of a Parquet file. The only room that knows the library; nothing of it is
/// loaded before a file is written.
@NullMarked
package io.gnocchi.client.parquet;

import org.jspecify.annotations.NullMarked;
