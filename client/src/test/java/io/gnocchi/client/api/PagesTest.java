package io.gnocchi.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gnocchi.client.ServerTwin;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final String NEXT =
            "<http://gnocchi.example:8041/v1/metric?marker=b&limit=2>; rel=\"next\"";

    private final ServerTwin server = new ServerTwin();

    @Test
    void listingFollowsPagesToTheEnd() {
        server.answers(200, "[{\"name\":\"a\"},{\"name\":\"b\"}]", "Link", NEXT);
        server.answers(200, "[{\"name\":\"c\"}]");
        assertThat(names(server.gnocchi().metrics().list(Listing.all())))
                .containsExactly("a", "b", "c");
        assertThat(server.asked())
                .containsExactly("GET /v1/metric?", "GET /v1/metric?marker=b&limit=2");
    }

    @Test
    void emptyPageIsTheEndWhateverFollows() {
        server.answers(200, "[]", "Link", NEXT);
        assertThat(server.gnocchi().metrics().list(Listing.all())).isEmpty();
    }

    @Test
    void limitEndsTheListingInsideAPage() {
        server.answers(200, "[{\"name\":\"a\"},{\"name\":\"b\"}]", "Link", NEXT);
        server.answers(200, "[{\"name\":\"c\"},{\"name\":\"d\"}]", "Link", NEXT);
        assertThat(names(server.gnocchi().metrics().list(Listing.all().first(3))))
                .containsExactly("a", "b", "c");
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void relativeLinksAreUnderstood() {
        server.answers(
                200, "[{\"id\":\"a\"}]", "Link", "</v1/resource/generic?marker=a>; rel=next");
        server.answers(200, "[{\"id\":\"b\"}]");
        assertThat(server.gnocchi().resources().list("generic", Listing.all())).hasSize(2);
        assertThat(server.asked().getLast()).isEqualTo("GET /v1/resource/generic?marker=a");
    }

    @Test
    void refusalOnALaterPageIsARefusal() {
        server.answers(200, "[{\"name\":\"a\"}]", "Link", NEXT);
        server.answers(403, "{\"description\":\"Forbidden\",\"code\":403}");
        assertThatThrownBy(() -> server.gnocchi().metrics().list(Listing.all()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("Forbidden (HTTP 403)");
    }

    private static List<String> names(List<Metric> metrics) {
        return metrics.stream().map(Metric::name).map(String::valueOf).toList();
    }
}
