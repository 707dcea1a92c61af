/// The metadata doors over SQL: the index and the manifest in one database.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.sql;
