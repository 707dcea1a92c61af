/// A load made up and measured, for trying out a deployment.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.injector;
