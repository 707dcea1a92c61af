package io.gnocchi.server.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.core.model.MalformedException;
import org.junit.jupiter.api.Test;

class BrokerAddressTest {

    @Test
    void schemeAndUserMayBeLeftOut() {
        assertThat(BrokerAddress.parse("localhost:5672/u/collectd/telemetry"))
                .isEqualTo(
                        new BrokerAddress(
                                false, "localhost", 5672, null, "", "u/collectd/telemetry"));
        assertThat(BrokerAddress.parse("[::1]/q"))
                .isEqualTo(new BrokerAddress(false, "::1", 5672, null, "", "q"));
    }

    @Test
    void userAndTlsAreUnderstood() {
        assertThat(BrokerAddress.parse("amqps://me:a%2Fb:c+d@broker//queue/q"))
                .isEqualTo(new BrokerAddress(true, "broker", 5671, "me", "a/b:c+d", "/queue/q"));
    }

    @Test
    void whatIsNoAddressIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> BrokerAddress.parse("http://broker/q"))
                .isInstanceOf(MalformedException.class)
                .hasMessage("`http:' is neither amqp: nor amqps:");
        assertThatThrownBy(() -> BrokerAddress.parse("broker:5672"))
                .hasMessage("it names no queue behind the host");
        assertThatThrownBy(() -> BrokerAddress.parse("amqp:///q")).hasMessage("it names no host");
        assertThatThrownBy(() -> BrokerAddress.parse("me:secret word@broker/q"))
                .hasMessageContaining("it is no URL")
                .hasMessageNotContaining("secret");
    }

    @Test
    void passwordIsNotShown() {
        assertThat(BrokerAddress.parse("me:secret@broker/q")).hasToString("broker:5672, `q'");
    }
}
