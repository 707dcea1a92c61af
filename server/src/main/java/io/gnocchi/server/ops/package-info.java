/// What operators do once in a while: upgrade.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.ops;
