package io.gnocchi.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceIdsTest {
    @ParameterizedTest
    @CsvSource({
        "foo,bar,ba571521-1de6-5aff-b183-1535fd6eb5d0",
        "foo,bar:baz,0e65703b-eef0-5f46-a668-7f71ffbafbec",
        "foo,'',853e5c64-f45e-58b2-999c-96df856fbe3d",
        "é,admin,f8e47bd2-eaeb-5c5a-8b7c-00d62e795037",
        "foobar,foobar,2fbfbb20-8d56-5e1e-afb9-b3007da11fdf"
    })
    void textsBecomeUuidsOfTheirCreator(String text, String creator, UUID expected) {
        assertThat(ResourceIds.of(text, creator)).isEqualTo(expected);
    }

    @Test
    void nobodyIsACreatorOfTheirOwn() {
        assertThat(ResourceIds.of("foo", null)).isEqualTo(ResourceIds.of("foo", "\0"));
        assertThat(ResourceIds.of("foo", null)).isNotEqualTo(ResourceIds.of("foo", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ba571521-1de6-5aff-b183-1535fd6eb5d0",
                "BA571521-1DE6-5AFF-B183-1535FD6EB5D0",
                "ba5715211de65affb1831535fd6eb5d0",
                "{ba571521-1de6-5aff-b183-1535fd6eb5d0}",
                "urn:uuid:ba571521-1de6-5aff-b183-1535fd6eb5d0",
                "ba57-15211de65affb1831535fd6eb5d0"
            })
    void uuidsAreThemselves(String text) {
        assertThat(ResourceIds.of(text, "anybody"))
                .isEqualTo(UUID.fromString("ba571521-1de6-5aff-b183-1535fd6eb5d0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "foo",
                "ba5715211de65affb1831535fd6eb5d",
                "ga5715211de65affb1831535fd6eb5d0",
                "+a5715211de65affb1831535fd6eb5d0",
                "urn:uuid:",
                "{}"
            })
    void otherTextsAreNoUuids(String text) {
        assertThat(UuidText.parse(text)).isNull();
    }

    @Test
    void slashesAndLongTextsAreRefused() {
        assertThatThrownBy(() -> ResourceIds.of("a/b", "c"))
                .isInstanceOf(MalformedException.class)
                .hasMessage("'/' is not supported in resource id");
        assertThat(ResourceIds.of("😀".repeat(289), "c").version()).isEqualTo(5);
        assertThatThrownBy(() -> ResourceIds.of("a".repeat(290), "c"))
                .hasMessage("transformable resource id >289 max allowed characters");
    }
}
