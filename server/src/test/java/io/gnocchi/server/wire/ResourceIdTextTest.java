package io.gnocchi.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceIdTextTest {

    @ParameterizedTest
    @CsvSource({
        "foo, bar, ba571521-1de6-5aff-b183-1535fd6eb5d0",
        "foo, bar:baz, 0e65703b-eef0-5f46-a668-7f71ffbafbec",
        "foo, '', 853e5c64-f45e-58b2-999c-96df856fbe3d",
        "é, admin, f8e47bd2-eaeb-5c5a-8b7c-00d62e795037",
        "foobar, foobar, 2fbfbb20-8d56-5e1e-afb9-b3007da11fdf",
        "{75C44741CC604033804E2D3098C7D2E9}, x, 75c44741-cc60-4033-804e-2d3098c7d2e9",
        "urn:uuid:75C44741-CC60-4033-804E-2D3098C7D2E9, x, 75c44741-cc60-4033-804e-2d3098c7d2e9"
    })
    void textsBecomeUuids(String text, String creator, String id) {
        assertThat(ResourceIdText.inBody(text, "id", creator)).hasToString(id);
    }

    @Test
    void longTextsAreRefused() {
        var longest = "x".repeat(289);
        assertThat(ResourceIdText.inBody(longest, "id", "u")).isNotNull();
        assertThatThrownBy(() -> ResourceIdText.inBody(longest + "x", "id", "u"))
                .hasMessage(
                        "transformable resource id >289 max allowed characters for dictionary"
                                + " value @ data['id']");
    }
}
