package io.gnocchi.server.access;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who sent a request.
///
/// @param creator how their things are marked as theirs
/// @param userId null in modes that know users by name only
/// @param projectId the project they speak for; null when they speak for none
/// @param domainId the domain they speak for, if any
/// @param roles what they may be besides themselves, in small letters
public record Caller(
        String creator,
        @Nullable String userId,
        @Nullable String projectId,
        @Nullable String domainId,
        Set<String> roles) {
    private static final int MAX_NAME_LENGTH = 255;

    public Caller {
        roles =
                roles.stream()
                        .map(role -> role.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// Somebody known by name only: `admin` is an administrator.
    public static Caller named(String name) {
        return new Caller(
                name, null, null, null, name.equals("admin") ? Set.of("admin") : Set.of());
    }

    /// A user of a project, marked by both; of no project when it is null.
    static Caller member(
            String userId,
            @Nullable String projectId,
            @Nullable String domainId,
            Set<String> roles) {
        var creator = userId + ":" + (projectId == null ? "" : projectId);
        return new Caller(creator, userId, projectId, domainId, roles);
    }

    /// Whether somebody can be called so: everything they make carries the name.
    static boolean canBeCalled(String name) {
        return !name.isBlank() && name.length() <= MAX_NAME_LENGTH && name.indexOf('\0') < 0;
    }

    /// Whether a credential, as rules call it, has this value. An absent one has none.
    boolean has(String credential, String value) {
        return switch (credential) {
            case "user" -> value.equals(creator);
            case "user_id" -> value.equals(userId);
            case "project_id" -> value.equals(projectId);
            case "domain_id" -> value.equals(domainId);
            case "roles" -> roles.contains(value.toLowerCase(Locale.ROOT));
            case "system" -> userId == null && value.equals("all");
            default -> false;
        };
    }
}
