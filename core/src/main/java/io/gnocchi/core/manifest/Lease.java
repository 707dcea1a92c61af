package io.gnocchi.core.manifest;

/// The right to fold a sack, until another takes it.
///
/// @param epoch fencing number: raised whenever the sack changes hands; a commit under an older
///   epoch changes nothing
/// @param consumed last ordinal folded when the lease was taken or renewed
public record Lease(int sack, long epoch, long consumed) {}
