/// Graphite's plaintext protocol, as its daemon carbon takes it.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.carbon;
