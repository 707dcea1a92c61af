package io.gnocchi.server.ops;

/// What an upgrade leaves out.
public record UpgradeOptions(
        boolean skipIndex, boolean skipStorage, boolean skipIncoming, boolean skipArchivePolicies) {
    public static final UpgradeOptions EVERYTHING = new UpgradeOptions(false, false, false, false);
}
