package io.gnocchi.core.repair;

/// Is told how far a long look at many objects has come.
@FunctionalInterface
public interface Progress {
    /// Nobody wants to know.
    Progress SILENT = (_, _, _) -> {};

    /// @param stage what is being looked at
    /// @param done how many objects of the stage are done
    /// @param total how many there are
    void at(String stage, long done, long total);
}
