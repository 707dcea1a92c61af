/// Foreign protocols into measures. Every way in gathers a [Delivery] and ends in the one [Intake],
/// which creates what is missing and hands the measures in.
@org.jspecify.annotations.NullMarked
package io.gnocchi.server.intake;
