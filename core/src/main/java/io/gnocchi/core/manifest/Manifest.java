package io.gnocchi.core.manifest;

import io.gnocchi.core.model.Sacks;
import io.gnocchi.core.model.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The door to the truth about objects: which batches and parts of segments exist, who may fold
/// which sack, and how far each sack is folded.
///
/// Every call is one transaction and may throw [UnavailableException]; a failed call may or may not
/// have had its effect. Calls from many threads and processes are fine.
public interface Manifest extends AutoCloseable {

    /// How many sacks this deployment has, as far as this process has heard: it learns of a change
    /// with its next view or append.
    Sacks sacks();

    /// How many sacks there are now, and what is left of the number before.
    Layout layout();

    /// Changes the number of sacks, whole or not at all. Every sack is then free, under an epoch
    /// and a generation that nobody has seen before, and has inherited what the old ones held.
    /// Batches whose writers do not know yet are appended and read as well.
    ///
    /// @return false when any lease is no longer the newest of its sack, a sack is of another
    ///   generation, its record has been condemned, or something is left of a layout before; then
    ///   nothing was changed
    boolean change(LayoutChange change);

    /// Acknowledges a batch: it gets the next ordinal. Ordinals become visible in order, without
    /// gaps: whoever sees one sees all smaller ones. Appending a key again changes nothing and
    /// returns the batch as it stands, so a call whose end is unknown may be repeated.
    ///
    /// @return the batch with its ordinal
    /// @throws UnavailableException also when the object has been condemned meanwhile
    Batch append(NewBatch batch);

    /// The last ordinal given, 0 at the beginning.
    long head();

    /// The names of the batches after an ordinal that are not yet forgotten, by ordinal.
    List<BatchName> appended(long after);

    /// A consistent view of one sack.
    SackView view(int sack);

    /// Consistent views of several sacks, all at the same moment, in the order asked.
    ///
    /// @throws UnavailableException also when one is not there, as after a change of their number
    List<SackView> views(Collection<Integer> sacks);

    /// Consistent views that show batches only up to an ordinal: with 0 none at all.
    List<SackView> views(Collection<Integer> sacks, long through);

    /// Consistent views of all sacks, by number.
    List<SackView> views();

    /// Consistent views of the sacks that metrics are in, by number.
    List<SackView> viewsOf(Collection<UUID> metrics);

    /// Takes or renews a fair share of the sacks for a worker: those it holds, fewer when it holds
    /// more than `ceil(sacks / live workers)`, more when sacks are free or their lease has run out.
    /// Calling it is also the worker's sign of life.
    ///
    /// @param worker a name no other worker has
    /// @param now the caller's clock
    /// @param term how long the leases last from `now`; while more than half of it is left, they
    ///   need not be renewed
    /// @return the sacks held from now on, by number; a renewed lease keeps its epoch
    List<Lease> lease(String worker, Instant now, Duration term);

    /// Takes all sacks for a while, from whoever holds them: nobody commits anything meanwhile.
    /// Appends and reads go on.
    ///
    /// @param holder a name nobody else has
    /// @param now the caller's clock
    /// @param term how long it lasts from `now`, unless it is released before
    /// @return all sacks, by number
    List<Lease> seize(String holder, Instant now, Duration term);

    /// Gives back every sack and duty of a worker and forgets the worker.
    void release(String worker);

    /// Names of the workers whose sign of life is not older than their term, sorted.
    List<String> workers(Instant now);

    /// The worker of each sack that has one, by sack.
    SortedMap<Integer, String> owners(Instant now);

    /// Takes a duty, when it is time and nobody else has it. Its work must bear being done twice:
    /// when the term is over another may take it, whether or not the first one is dead.
    ///
    /// @param pause at least so long after it was last done
    /// @param longest a longer time since it was last done is a break
    /// @return since when the duty has been done without a break; null when it is not taken
    @Nullable Instant takeDuty(
            Duty duty, String worker, Instant now, Duration term, Duration pause, Duration longest);

    /// Notes that a duty is done, if the worker still has it.
    void dutyDone(Duty duty, String worker, Instant now);

    /// Makes a step of metricd true, whole or not at all. Every sack of it is then one generation
    /// older. A mark that is there already is replaced.
    ///
    /// @return false when any lease is no longer the newest of its sack, a removed part is gone, an
    ///   added part is there already, what is taken over was before, or an object has been
    ///   condemned; then nothing was changed
    /// @throws IllegalStateException when `consumed` would go back or past the head
    boolean commit(Commit commit);

    /// What waits to be folded.
    Backlog backlog();

    /// Batches after the smallest consumed ordinal of any sack, by ordinal.
    List<Batch> unfolded();

    /// The batches after one ordinal up to another, by ordinal, also folded ones: those that have
    /// been condemned are missing.
    List<Batch> batches(long after, long through);

    /// What is set aside, by sack, `through`, then key.
    List<SetAside> setAside();

    /// Notes what an operator said of measures set aside; the next fold of their sacks does it.
    ///
    /// @return how many marks were still there
    int judge(Collection<SetAside> marks, SetAside.Verdict verdict);

    /// Condemns objects nothing refers to any more: batches folded by all sacks, segments without
    /// parts. Inherited parts that all heirs have taken over are forgotten, and the former layout
    /// when nothing is left of it. The objects may be deleted when the readers that still know them
    /// are done. What keeps measures that are set aside is left alone.
    ///
    /// @return how many were condemned
    int condemnUnused(Instant now);

    /// Condemns those of `keys` that the manifest does not know: left by a crash between putting an
    /// object and committing it. A later commit that names one of them fails.
    ///
    /// @return those condemned by this call
    List<String> condemnUnknown(Collection<String> keys, Instant now);

    /// Keys condemned before `before` and not yet reported deleted, at most `limit`, by the time of
    /// their condemnation, then by key.
    List<String> condemned(Instant before, int limit);

    /// Notes that condemned objects are deleted. The manifest remembers the names for a day.
    void deleted(Collection<String> keys, Instant now);

    /// What the manifest says of objects. A segment or batch that is no longer needed, but not yet
    /// condemned, is known.
    ///
    /// @return for each key that it knows anything of
    Map<String, Fate> fates(Collection<String> keys);

    /// What becomes of an object.
    enum Fate {
        /// Something refers to it, or did until a moment ago.
        KNOWN,
        /// It is to be deleted, or already is.
        CONDEMNED
    }

    /// Replaces all that the manifest says, the number of sacks too; leases and condemnations are
    /// forgotten.
    void restore(Contents contents);

    @Override
    void close();
}
