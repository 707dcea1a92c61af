package io.gnocchi.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may come in and do what, as the configuration says.
class AccessSettingsTest extends SettingsWords {
    @Test
    void furtherOriginsHaveTheirOwnSections() {
        var settings =
                read(
                        INDEXER
                                + """
                                [cors]
                                allowed_origin = http://a, http://b
                                max_age = 5
                                [cors.other]
                                allowed_origin = http://c
                                allow_credentials = off
                                """);

        assertThat(settings.cors()).hasSize(2);
        assertThat(settings.cors().getFirst().origins()).containsExactly("http://a", "http://b");
        assertThat(settings.cors().getLast())
                .returns(List.of("http://c"), Settings.Cors::origins)
                .returns(false, Settings.Cors::credentials)
                .returns(Duration.ofSeconds(5), Settings.Cors::maxAge);
    }

    @Test
    void keystoneIsAskedAsTheFileOfTheOriginalSays() {
        var keystone =
                read(INDEXER
                                + """
                                [api]
                                auth_mode = keystone
                                [keystone_authtoken]
                                service_type = metric
                                www_authenticate_uri = http://public:5000
                                auth_url = http://internal:5000/v3/
                                auth_type = password
                                username = gnocchi
                                password = hush
                                user_domain_id = default
                                project_name = service
                                project_domain_name = Default
                                memcached_servers = a:11211
                                """)
                        .keystone();

        assertThat(keystone)
                .isEqualTo(
                        new KeystoneAccess(
                                URI.create("http://internal:5000"),
                                "http://public:5000",
                                new KeystoneAccess.Name(null, "gnocchi", "default", true),
                                "hush",
                                new KeystoneAccess.Name(null, "service", "Default", false),
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(10),
                                3,
                                null,
                                false));
        assertThat(String.valueOf(keystone)).doesNotContain("hush");
    }

    @Test
    void keystoneIsNotAskedWhereAFrontServerIsTrusted() {
        var settings = read(INDEXER + "[api]\nauth_mode = keystone\ntrust_identity_headers = 1\n");

        assertThat(settings.keystone()).isNull();
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void trustWithoutKeystoneIsWarnedOf() {
        assertThat(read(INDEXER + "[api]\ntrust_identity_headers = 1\n").warnings())
                .containsExactly("[api] trust_identity_headers has no effect but with keystone");
    }

    @ParameterizedTest
    @CsvSource({
        "auth_url, , must be set",
        "auth_url, keystone, is not like http://host:5000",
        "auth_url, 'http://a b', is not a URL",
        "auth_type, v3oidc, is not supported",
        "username, , must be set",
        "password, , must be set",
        "project_name, , must be set",
        "www_authenticate_uri, 'http://\"x', is not a URL",
    })
    void keystoneThatCannotBeAskedIsRefused(String name, String value, String problem) {
        var text =
                """
                [api]
                auth_mode = keystone
                [keystone_authtoken]
                auth_url = http://k
                username = u
                password = p
                project_name = p
                %s = %s
                """
                        .formatted(name, value == null ? "" : value);
        assertThatThrownBy(() -> read(INDEXER + text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("[keystone_authtoken] " + name)
                .hasMessageContaining(problem);
    }

    @Test
    void rulesAreBesideTheConfiguration() {
        assertThat(read(INDEXER).policy())
                .isEqualTo(
                        new PolicyPlaces(
                                folder.resolve("policy.yaml"),
                                List.of(folder.resolve("policy.d")),
                                "default"));
        var said = read(INDEXER + "[oslo_policy]\npolicy_file = /etc/rules.json\n");
        assertThat(said.policy().file()).isEqualTo(Path.of("/etc/rules.json"));
    }

    @Test
    void olderRulesAreFoundToo() {
        write("policy.json", "{}");
        assertThat(read(INDEXER).policy().file()).isEqualTo(folder.resolve("policy.json"));
        write("policy.yaml", "");
        assertThat(read(INDEXER).policy().file()).isEqualTo(folder.resolve("policy.yaml"));
    }

    @Test
    void healthIsTurnedOffByAFileWhenThatIsAskedFor() {
        var path = "[healthcheck]\ndisable_by_file_path = /run/off\n";
        assertThat(read(INDEXER + path).health().disablingFile()).isNull();
        var settings = read(INDEXER + path + "backends = disable_by_file, guess\n");
        assertThat(settings.health().disablingFile()).isEqualTo(Path.of("/run/off"));
        assertThat(settings.warnings())
                .containsExactly("[healthcheck] backends: guess has no effect");
    }
}
