package io.gnocchi.server.api;

import io.gnocchi.core.incoming.Inbox;
import io.gnocchi.core.incoming.OverloadedException;
import io.gnocchi.core.incoming.Posted;
import io.gnocchi.core.model.UnavailableException;
import io.gnocchi.core.query.LatenessReader;
import io.gnocchi.core.segment.BatchEntry;
import io.gnocchi.server.meters.WriteMeters;
import io.gnocchi.server.meters.WriteMeters.Reason;
import io.gnocchi.server.meters.WriteMeters.Way;
import io.gnocchi.server.wire.DropReport;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/// Hands measures in and, when asked (`report=true`), tells which of them do not count. Imported
/// ones (`import=true`) count wherever they lie.
record MeasureDelivery(Inbox inbox, LatenessReader lateness, WriteMeters meters) {

    Reply deliver(Query query, List<Posted> measures) {
        boolean reports = query.flag("report", false);
        boolean imports = query.flag("import", false);
        var posted = imports ? measures.stream().map(Posted::asImport).toList() : measures;
        try {
            var reply = reports ? reported(posted, imports) : accepted(posted);
            meters.accepted(Way.NATIVE, size(posted));
            return reply;
        } catch (OverloadedException e) {
            throw refused(Reason.OVERLOADED, size(posted), e);
        } catch (UnavailableException e) {
            throw refused(Reason.UNAVAILABLE, size(posted), e);
        }
    }

    /// Counts measures that are not taken.
    ///
    /// @return why
    <T extends RuntimeException> T refused(Reason reason, long measures, T why) {
        meters.refused(Way.NATIVE, reason, measures);
        return why;
    }

    private static long size(List<Posted> posted) {
        return posted.stream().mapToLong(each -> each.measures().size()).sum();
    }

    private Reply accepted(List<Posted> posted) {
        if (!posted.isEmpty()) {
            inbox.accept(posted);
        }
        return Reply.empty(202);
    }

    private Reply reported(List<Posted> posted, boolean imports) {
        var report = report(posted, imports);
        return Reply.json(202, report::write);
    }

    private DropReport report(List<Posted> posted, boolean imports) {
        var before = lateness.before(posted.stream().map(each -> each.metric().id()).toList());
        var receipt = inbox.join(posted);
        receipt.await();
        var place = receipt.place();
        if (place == null) {
            return new DropReport(imports, 0, new TreeMap<>());
        }
        var own = new ArrayList<BatchEntry>(posted.size());
        var drops = new TreeMap<UUID, DropReport.Drops>();
        long accepted = 0;
        for (var each : posted) {
            var request = each.request();
            own.add(new BatchEntry(each.metric().id(), request));
            accepted += request.measures().size();
            int duplicates = each.measures().size() - request.measures().size();
            drops.put(each.metric().id(), new DropReport.Drops(0, duplicates));
        }
        var behind = lateness.late(before, place.ordinal(), place.earlier(), own);
        for (var entry : behind.entrySet()) {
            drops.computeIfPresent(
                    entry.getKey(),
                    (_, drop) -> new DropReport.Drops(entry.getValue(), drop.duplicate()));
            accepted -= imports ? 0 : entry.getValue();
        }
        return new DropReport(imports, accepted, drops);
    }
}
