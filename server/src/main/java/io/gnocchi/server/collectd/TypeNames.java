package io.gnocchi.server.collectd;

import io.gnocchi.core.model.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How the values of collectd's types are called: its network protocol does not say.
///
/// Known beforehand are the usual types of more than one value; a `types.db` tells others. Values
/// of a type nobody knows are called by their number.
final class TypeNames {
    private static final String USUAL =
            """
            compression uncompressed compressed
            connections_rw rx tx
            disk_io_time io_time weighted_io_time
            disk_latency read write
            disk_merged read write
            disk_octets read write
            disk_ops read write
            disk_time read write
            dns_octets queries responses
            if_dropped rx tx
            if_errors rx tx
            if_octets rx tx
            if_packets rx tx
            io_octets rx tx
            io_ops read write
            io_packets rx tx
            load shortterm midterm longterm
            mysql_octets rx tx
            node_octets rx tx
            ps_count processes threads
            ps_cputime user syst
            ps_disk_octets read write
            ps_disk_ops read write
            ps_pagefaults minflt majflt
            pf_counters rx tx
            serial_octets rx tx
            swap_io in out
            vmpage_faults minflt majflt
            vmpage_io in out
            vs_processes total running
            """;

    private final Map<String, List<String>> names;

    private TypeNames(Map<String, List<String>> names) {
        this.names = names;
    }

    /// The usual types.
    static TypeNames usual() {
        var names = new HashMap<String, List<String>>();
        USUAL.lines()
                .map(line -> line.split(" ", -1))
                .forEach(words -> names.put(words[0], List.of(words).subList(1, words.length)));
        return new TypeNames(names);
    }

    /// The usual types and those of a file, whose lines are like `load shortterm:GAUGE:0:5000,
    /// midterm:GAUGE:0:5000`.
    ///
    /// @throws MalformedException with line number when the file is another
    TypeNames with(Path file) throws IOException {
        var more = new HashMap<>(names);
        int number = 0;
        for (var line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                var words = line.strip().split("[\\s,]++", -1);
                if (words.length < 2 || !words[1].contains(":")) {
                    throw new MalformedException(
                            "%s line %d is no type of collectd".formatted(file, number));
                }
                var values = new ArrayList<String>();
                Arrays.stream(words).skip(1).forEach(word -> values.add(word.split(":", 2)[0]));
                more.put(words[0], values);
            }
        }
        return new TypeNames(more);
    }

    /// The names of so many values of a type.
    List<String> of(String type, int count) {
        var known = names.get(type);
        return known != null && known.size() == count
                ? known
                : IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
