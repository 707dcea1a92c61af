package io.gnocchi.client.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is shown to Keystone (version 3) to get a token.
///
/// Anything may be missing; what is given has the meaning and the names of the `OS_*` variables.
public record KeystoneLogin(
        @Nullable String userId,
        @Nullable String userName,
        @Nullable String userDomainId,
        @Nullable String userDomainName,
        @Nullable String password,
        @Nullable String token,
        @Nullable String applicationCredentialId,
        @Nullable String applicationCredentialName,
        @Nullable String applicationCredentialSecret,
        Scope scope) {

    /// For what the token is to count: a project, a domain, the whole system, or what Keystone
    /// chooses.
    public record Scope(
            @Nullable String projectId,
            @Nullable String projectName,
            @Nullable String projectDomainId,
            @Nullable String projectDomainName,
            @Nullable String domainId,
            @Nullable String domainName,
            @Nullable String systemScope,
            @Nullable String trustId) {
        /// What Keystone chooses.
        public static Scope none() {
            return new Scope(null, null, null, null, null, null, null, null);
        }

        @Nullable Object json() {
            if (trustId != null) {
                return Map.of("OS-TRUST:trust", Map.of("id", trustId));
            }
            if (projectId != null) {
                return Map.of("project", Map.of("id", projectId));
            }
            if (projectName != null) {
                var project = new LinkedHashMap<String, @Nullable Object>();
                project.put("name", projectName);
                project.put("domain", domain(projectDomainId, projectDomainName));
                return Map.of("project", project);
            }
            if (domainId != null || domainName != null) {
                return Map.of("domain", domain(domainId, domainName));
            }
            return systemScope == null ? null : Map.of("system", Map.of("all", true));
        }
    }

    /// The body of the request for a token.
    Map<String, @Nullable Object> json() {
        var identity = new LinkedHashMap<String, @Nullable Object>();
        var methods = new ArrayList<String>();
        if (applicationCredentialSecret != null) {
            methods.add("application_credential");
            identity.put("application_credential", applicationCredential());
        } else if (token != null) {
            methods.add("token");
            identity.put("token", Map.of("id", token));
        } else {
            methods.add("password");
            identity.put("password", Map.of("user", user(password)));
        }
        identity.put("methods", List.copyOf(methods));
        var auth = new LinkedHashMap<String, @Nullable Object>();
        auth.put("identity", identity);
        Object wanted = scope.json();
        if (wanted != null && applicationCredentialSecret == null) {
            auth.put("scope", wanted);
        }
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("auth", auth);
        return body;
    }

    private Map<String, @Nullable Object> applicationCredential() {
        var credential = new LinkedHashMap<String, @Nullable Object>();
        if (applicationCredentialId != null) {
            credential.put("id", applicationCredentialId);
        } else {
            credential.put("name", applicationCredentialName);
            credential.put("user", user(null));
        }
        credential.put("secret", applicationCredentialSecret);
        return credential;
    }

    private Map<String, @Nullable Object> user(@Nullable String secret) {
        var user = new LinkedHashMap<String, @Nullable Object>();
        if (userId != null) {
            user.put("id", userId);
        } else {
            user.put("name", userName);
            user.put("domain", domain(userDomainId, userDomainName));
        }
        if (secret != null) {
            user.put("password", secret);
        }
        return user;
    }

    private static Map<String, String> domain(@Nullable String id, @Nullable String name) {
        if (id != null) {
            return Map.of("id", id);
        }
        return name == null ? Map.of("id", "default") : Map.of("name", name);
    }
}
