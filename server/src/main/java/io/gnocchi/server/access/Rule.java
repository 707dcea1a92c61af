package io.gnocchi.server.access;

import static io.gnocchi.server.access.Grant.ADMIN;
import static io.gnocchi.server.access.Grant.ANYBODY;
import static io.gnocchi.server.access.Grant.CREATOR;
import static io.gnocchi.server.access.Grant.OWNER;
import static io.gnocchi.server.access.Grant.SERVICE;

import java.util.Locale;
import java.util.Set;

/// Something a caller may or may not do, and who may unless configured otherwise.
public enum Rule {
    GET_STATUS(ADMIN),
    CREATE_RESOURCE(ANYBODY),
    GET_RESOURCE(ADMIN, CREATOR, OWNER),
    UPDATE_RESOURCE(ADMIN, SERVICE, CREATOR),
    DELETE_RESOURCE(ADMIN, CREATOR),
    DELETE_RESOURCES(ADMIN, CREATOR),
    LIST_RESOURCE(ADMIN, CREATOR, OWNER),
    SEARCH_RESOURCE(ADMIN, SERVICE, CREATOR, OWNER),
    CREATE_RESOURCE_TYPE(ADMIN, SERVICE),
    GET_RESOURCE_TYPE(ANYBODY),
    LIST_RESOURCE_TYPE(ANYBODY),
    UPDATE_RESOURCE_TYPE(ADMIN, SERVICE),
    DELETE_RESOURCE_TYPE(ADMIN),
    CREATE_ARCHIVE_POLICY(ADMIN, SERVICE),
    GET_ARCHIVE_POLICY(ANYBODY),
    LIST_ARCHIVE_POLICY(ANYBODY),
    UPDATE_ARCHIVE_POLICY(ADMIN),
    DELETE_ARCHIVE_POLICY(ADMIN),
    CREATE_ARCHIVE_POLICY_RULE(ADMIN),
    GET_ARCHIVE_POLICY_RULE(ANYBODY),
    LIST_ARCHIVE_POLICY_RULE(ANYBODY),
    UPDATE_ARCHIVE_POLICY_RULE(ADMIN),
    DELETE_ARCHIVE_POLICY_RULE(ADMIN),
    CREATE_METRIC(ANYBODY),
    GET_METRIC(ADMIN, SERVICE, CREATOR, OWNER),
    DELETE_METRIC(ADMIN, CREATOR),
    LIST_METRIC(ADMIN, CREATOR, OWNER),
    SEARCH_METRIC(ADMIN, CREATOR, OWNER),
    POST_MEASURES(ADMIN, SERVICE, CREATOR),
    GET_MEASURES(ADMIN, SERVICE, CREATOR, OWNER);

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed.
    private final Set<Grant> grants;

    Rule(Grant... grants) {
        this.grants = Set.of(grants);
    }

    /// The name it has in a policy file: `create archive policy`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    boolean allows(Caller caller, Target target) {
        return grants.stream().anyMatch(grant -> grant.covers(caller, target));
    }
}
