package io.gnocchi.server.access;

import java.util.Locale;

/// Something a caller may or may not do, and who may unless configured otherwise.
public enum Rule {
    GET_STATUS("role:admin"),
    CREATE_RESOURCE(""),
    GET_RESOURCE("rule:admin_or_creator or rule:resource_owner"),
    UPDATE_RESOURCE("rule:admin_or_service or rule:creator"),
    DELETE_RESOURCE("rule:admin_or_creator"),
    DELETE_RESOURCES("rule:admin_or_creator"),
    LIST_RESOURCE("rule:admin_or_creator or rule:resource_owner"),
    SEARCH_RESOURCE("rule:admin_or_service or rule:creator or rule:resource_owner"),
    CREATE_RESOURCE_TYPE("rule:admin_or_service"),
    GET_RESOURCE_TYPE(""),
    LIST_RESOURCE_TYPE(""),
    UPDATE_RESOURCE_TYPE("rule:admin_or_service"),
    DELETE_RESOURCE_TYPE("role:admin"),
    CREATE_ARCHIVE_POLICY("rule:admin_or_service"),
    GET_ARCHIVE_POLICY(""),
    LIST_ARCHIVE_POLICY(""),
    UPDATE_ARCHIVE_POLICY("role:admin"),
    DELETE_ARCHIVE_POLICY("role:admin"),
    CREATE_ARCHIVE_POLICY_RULE("role:admin"),
    GET_ARCHIVE_POLICY_RULE(""),
    LIST_ARCHIVE_POLICY_RULE(""),
    UPDATE_ARCHIVE_POLICY_RULE("role:admin"),
    DELETE_ARCHIVE_POLICY_RULE("role:admin"),
    CREATE_METRIC(""),
    GET_METRIC("rule:admin_or_service or rule:creator or rule:metric_owner"),
    DELETE_METRIC("rule:admin_or_creator"),
    LIST_METRIC("rule:admin_or_creator or rule:metric_owner"),
    SEARCH_METRIC("rule:admin_or_creator or rule:metric_owner"),
    POST_MEASURES("rule:admin_or_service or rule:creator"),
    GET_MEASURES("rule:admin_or_service or rule:creator or rule:metric_owner");

    private final String expression;

    Rule(String expression) {
        this.expression = expression;
    }

    /// The name it has in a policy file: `create archive policy`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// Who may unless configured otherwise, in the language of policy files.
    public String expression() {
        return expression;
    }
}
