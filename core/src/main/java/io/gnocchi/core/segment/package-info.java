/// The two objects at rest, batch and segment: writers, readers, verification.
package io.gnocchi.core.segment;
