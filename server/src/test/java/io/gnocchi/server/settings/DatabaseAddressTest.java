package io.gnocchi.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.server.settings.DatabaseAddress.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @Test
    void everyPartIsTranslated() {
        assertThat(
                        DatabaseAddress.parse(
                                "postgresql+psycopg2://gno%40cchi:p%2F:w+d%25@db.example:6432/gn"
                                        + "?sslmode=verify-ca&connect_timeout=5&client_encoding=u"))
                .isEqualTo(
                        new DatabaseAddress(
                                Dialect.POSTGRESQL,
                                "jdbc:postgresql://db.example:6432/gn"
                                        + "?sslmode=verify-ca&connectTimeout=5",
                                "gno@cchi",
                                "p/:w+d%",
                                List.of("client_encoding")));
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://h/d, jdbc:postgresql://h/d, ,",
        "postgres://h/d, jdbc:postgresql://h/d, ,",
        "postgresql://u@h/d, jdbc:postgresql://h/d, u,",
        "postgresql://u:a/b?c@h/d, jdbc:postgresql://h/d, u, a/b?c",
        "postgresql://u:p@[::1]:5432/d, jdbc:postgresql://[::1]:5432/d, u, p",
        "postgresql://u:p@/d, jdbc:postgresql://localhost/d, u, p",
        "postgresql:///d, jdbc:postgresql://localhost/d, ,",
        "postgresql://h, jdbc:postgresql://h/, ,",
        "postgresql://h/d?application_name=a@b, jdbc:postgresql://h/d?ApplicationName=a@b, ,",
        "mysql://u:p@h/d, jdbc:mariadb://h/d, u, p",
        "mysql+pymysql://u:p@h:3307/d, jdbc:mariadb://h:3307/d, u, p",
        "mariadb://u@h/d, jdbc:mariadb://h/d, u,",
        "mariadb+pymysql:///d, jdbc:mariadb://localhost/d, ,",
        "sqlite:///data/index.db, jdbc:sqlite:data/index.db, ,",
        "sqlite:////var/lib/g.db, jdbc:sqlite:/var/lib/g.db, ,",
    })
    void formsOfUrlsAreKnown(String url, String jdbcUrl, String user, String password) {
        var address = DatabaseAddress.parse(url);

        assertThat(address.jdbcUrl()).isEqualTo(jdbcUrl);
        assertThat(address.user()).isEqualTo(user);
        assertThat(address.password()).isEqualTo(password);
        assertThat(address.ignoredOptions()).isEmpty();
    }

    @Test
    void optionsOfMysqlAreNamedOrTranslated() {
        var address = DatabaseAddress.parse("mysql+pymysql://h/d?charset=utf8&ssl_ca=/etc/ca.pem");

        assertThat(address.dialect()).isEqualTo(Dialect.MYSQL);
        assertThat(address.jdbcUrl())
                .isEqualTo("jdbc:mariadb://h/d?sslMode=verify-ca&serverSslCert=/etc/ca.pem");
        assertThat(address.ignoredOptions()).containsExactly("charset");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "index.db",
                "oracle://u:secret@h/d",
                "sqlite://",
                "sqlite:///",
                "sqlite:///:memory:",
                "postgresql://u:secret@h:port/d",
                "postgresql:///d?host=/var/run/postgresql",
                "mysql://u:secret@h",
                "mysql://u:secret@h/d?unix_socket=/run/mysqld.sock"
            })
    void othersAreRefusedWithoutTellingThePassword(String url) {
        assertThatThrownBy(() -> DatabaseAddress.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void textFormHidesThePassword() {
        assertThat(DatabaseAddress.parse("postgresql://u:secret@h/d").toString())
                .contains("jdbc:postgresql://h/d", "u")
                .doesNotContain("secret");
    }
}
