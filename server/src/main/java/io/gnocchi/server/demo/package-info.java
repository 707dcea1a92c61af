/// A small simulated fleet for newcomers, measured through the API as any other.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.demo;
