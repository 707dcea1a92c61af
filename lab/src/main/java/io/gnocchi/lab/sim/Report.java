package io.gnocchi.lab.sim;

/// What runs were made of.
///
/// @param faults calls that failed, were late, or killed their caller
/// @param crashes processes that died
/// @param damaged reads that came otherwise than the bytes lie
/// @param setAside what was set aside, and folded when it was retried
/// @param archives archive parts at the end
/// @param leaptDays in which nothing ran
/// @param expired values in archives at the end that nobody is answered with
/// @param erasures acknowledged
/// @param turns changes of a metric's policy
/// @param imports acknowledged
/// @param reports of late measures
/// @param losses of the manifest
/// @param rebuilt sacks restored from the objects
/// @param exactlyRebuilt those of them whose last commit was found
/// @param changes of the number of sacks
public record Report(
        long steps,
        long batches,
        long faults,
        long crashes,
        long damaged,
        long setAside,
        long reads,
        long archives,
        long leaptDays,
        long expired,
        long erasures,
        long turns,
        long imports,
        long reports,
        long losses,
        long rebuilt,
        long exactlyRebuilt,
        long changes) {
    /// Of no run.
    public static final Report NONE =
            new Report(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// Of these runs and others.
    public Report plus(Report other) {
        return new Report(
                steps + other.steps,
                batches + other.batches,
                faults + other.faults,
                crashes + other.crashes,
                damaged + other.damaged,
                setAside + other.setAside,
                reads + other.reads,
                archives + other.archives,
                leaptDays + other.leaptDays,
                expired + other.expired,
                erasures + other.erasures,
                turns + other.turns,
                imports + other.imports,
                reports + other.reports,
                losses + other.losses,
                rebuilt + other.rebuilt,
                exactlyRebuilt + other.exactlyRebuilt,
                changes + other.changes);
    }
}
