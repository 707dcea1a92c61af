package io.gnocchi.lab.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The tables of rooms in ARCHITECTURE.md, and the judgment of source files by them.
///
/// A table starts with `| room (MODULE) | does | may use | libraries |`. Everything is read as
/// text: a name in full counts like an import.
record Plan(List<Room> rooms) {
    private static final Pattern HEADER = Pattern.compile("\\| *room \\((\\w+)\\) *\\|.*");
    private static final Pattern ROOM_NAME =
            Pattern.compile("\\bio\\.gnocchi\\.(core|server|client)\\.(\\w+)");
    private static final Pattern IMPORT = Pattern.compile("^import (?:static )?([\\w.]+)");
    private static final Set<String> FREE = Set.of("java", "org.jspecify", "io.gnocchi");

    Plan {
        rooms = List.copyOf(rooms);
    }

    static Plan read(String architecture) {
        var rooms = new ArrayList<Room>();
        @Nullable String module = null;
        for (String line : architecture.lines().toList()) {
            var header = HEADER.matcher(line);
            if (header.matches()) {
                module = header.group(1);
            } else if (!line.startsWith("|")) {
                module = null;
            } else if (module != null && !line.startsWith("|-")) {
                rooms.add(row(module, line));
            }
        }
        return new Plan(rooms);
    }

    private static Room row(String module, String line) {
        List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        if (cells.size() != 6) {
            throw new IllegalArgumentException("a row has four cells: " + line);
        }
        return new Room(module, bare(cells.get(1)), words(cells.get(3)), words(cells.get(4)));
    }

    private static Set<String> words(String cell) {
        return Arrays.stream(cell.split("[ ,]+", -1))
                .map(Plan::bare)
                .filter(word -> !word.isEmpty() && !word.equals("-"))
                .collect(Collectors.toSet());
    }

    private static String bare(String word) {
        return word.replace("`", "");
    }

    /// Every breach of the plan in these files, one sentence each.
    List<String> breaches(List<SourceFile> files) {
        var breaches = new ArrayList<String>();
        var inhabited = new HashSet<Room>();
        for (SourceFile file : files) {
            if (file.packageName().isEmpty()) {
                continue;
            }
            Room room = roomOf(file.packageName());
            if (room == null) {
                breaches.add(file.name() + ": no room " + file.packageName() + " in the plan");
                continue;
            }
            inhabited.add(room);
            judge(room, file, breaches);
        }
        for (Room room : rooms) {
            if (!inhabited.contains(room)) {
                breaches.add("the plan has a room " + room.packageName() + ", the code has not");
            }
            breaches.addAll(strangers(room));
        }
        return breaches;
    }

    private void judge(Room room, SourceFile file, List<String> breaches) {
        for (int i = 0; i < file.lines().size(); i++) {
            for (String trespass : trespasses(room, file.lines().get(i))) {
                breaches.add(
                        "%s:%d: %s uses %s"
                                .formatted(file.name(), i + 1, room.packageName(), trespass));
            }
        }
    }

    /// What this line uses that its room may not.
    private Set<String> trespasses(Room room, String line) {
        var trespasses = new TreeSet<String>();
        var names = ROOM_NAME.matcher(line);
        while (names.find()) {
            Room used = roomOf(names.group());
            if (used == null || !room.mayUse(used)) {
                trespasses.add(names.group());
            }
        }
        for (String library : allLibraries()) {
            if (line.matches(".*\\b" + Pattern.quote(library) + "\\..*")
                    && !room.libraries().contains(library)) {
                trespasses.add(library);
            }
        }
        var imported = IMPORT.matcher(line);
        if (imported.find() && isUnplanned(room, imported.group(1))) {
            trespasses.add(imported.group(1));
        }
        return trespasses;
    }

    /// An imported name from a library that no column of the plan grants to this room.
    private static boolean isUnplanned(Room room, String name) {
        return FREE.stream().noneMatch(prefix -> name.startsWith(prefix + "."))
                && room.libraries().stream().noneMatch(prefix -> name.startsWith(prefix + "."));
    }

    /// Rooms a row names that have no row of their own.
    private List<String> strangers(Room room) {
        return room.mayUse().stream()
                .filter(name -> !name.equals("all"))
                .filter(name -> roomOf("io.gnocchi." + room.module() + "." + name) == null)
                .map(name -> room.packageName() + " may use an unknown room " + name)
                .sorted()
                .toList();
    }

    private Set<String> allLibraries() {
        return rooms.stream().flatMap(r -> r.libraries().stream()).collect(Collectors.toSet());
    }

    private @Nullable Room roomOf(String packageName) {
        for (Room room : rooms) {
            if (packageName.equals(room.packageName())
                    || packageName.startsWith(room.packageName() + ".")) {
                return room;
            }
        }
        return null;
    }
}
