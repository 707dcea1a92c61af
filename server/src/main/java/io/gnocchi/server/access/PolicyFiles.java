package io.gnocchi.server.access;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rules an operator wrote: a file and those in folders, read again when they change. Absent
/// ones say nothing. When a change cannot be used, the rules before it stay and the log says so
/// once.
public final class PolicyFiles implements Policies {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyFiles.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long MAX_BYTES = 1 << 20;
    private static final int MAX_FILES = 1000;

    /// What a file was when it was read last.
    private record Stamp(Path file, FileTime changed, long bytes) {}

    private final Path file;
    private final List<Path> directories;
    private final String fallback;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Policy policy;
    private volatile Instant nextLook;
    private List<Stamp> read;

    private PolicyFiles(Path file, List<Path> directories, String fallback, InstantSource clock) {
        this.file = file;
        this.directories = List.copyOf(directories);
        this.fallback = fallback;
        this.clock = clock;
        read = stamps();
        policy = policy(read);
        nextLook = clock.instant().plus(PAUSE);
    }

    /// Reads the files.
    ///
    /// @param file YAML, or JSON when it is named so
    /// @param directories their files are read after it, in order of their names
    /// @param fallback the rule that stands for rules that others name and nobody wrote
    /// @throws PolicyException when they cannot be used
    public static PolicyFiles open(
            Path file, List<Path> directories, String fallback, InstantSource clock) {
        return new PolicyFiles(file, directories, fallback, clock);
    }

    @Override
    public Policy now() {
        if (!clock.instant().isBefore(nextLook) && reading.tryLock()) {
            try {
                look();
            } finally {
                nextLook = clock.instant().plus(PAUSE);
                reading.unlock();
            }
        }
        return policy;
    }

    private void look() {
        try {
            var today = stamps();
            if (!today.equals(read)) {
                read = today;
                policy = policy(today);
                LOG.info("the rules of {} have changed", file);
            }
        } catch (PolicyException e) {
            LOG.error("the rules before stay: {}", e.getMessage());
        }
    }

    private List<Stamp> stamps() {
        var stamps = new ArrayList<Stamp>();
        stamp(file, stamps);
        for (var directory : directories) {
            files(directory).forEach(one -> stamp(one, stamps));
        }
        if (stamps.size() > MAX_FILES) {
            throw new PolicyException("more than " + MAX_FILES + " policy files");
        }
        return stamps;
    }

    private static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(one -> !one.getFileName().toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PolicyException("cannot read policy folder " + directory + ": " + e);
        }
    }

    private static void stamp(Path file, List<Stamp> stamps) {
        try {
            stamps.add(new Stamp(file, Files.getLastModifiedTime(file), Files.size(file)));
        } catch (NoSuchFileException _) {
            LOG.debug("there is no policy file {}", file);
        } catch (IOException e) {
            throw new PolicyException("cannot read policy file " + file + ": " + e);
        }
    }

    private Policy policy(List<Stamp> stamps) {
        var checks = new HashMap<String, Check>();
        stamps.forEach(stamp -> checks.putAll(checks(stamp)));
        try {
            return Policy.of(checks, fallback);
        } catch (PolicyException e) {
            throw new PolicyException("policy file " + file + ": " + e.getMessage());
        }
    }

    private static Map<String, Check> checks(Stamp stamp) {
        try {
            if (stamp.bytes() > MAX_BYTES) {
                throw new PolicyException("it has more than " + MAX_BYTES + " bytes");
            }
            var text = Files.readString(stamp.file());
            return stamp.file().toString().endsWith(".json")
                    ? PolicyText.json(text)
                    : PolicyText.yaml(text);
        } catch (MalformedInputException _) {
            throw new PolicyException("policy file " + stamp.file() + " is not UTF-8 text");
        } catch (IOException e) {
            throw new PolicyException("cannot read policy file " + stamp.file() + ": " + e);
        } catch (PolicyException e) {
            throw new PolicyException("policy file " + stamp.file() + ": " + e.getMessage());
        }
    }
}
