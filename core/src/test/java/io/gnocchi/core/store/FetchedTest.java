package io.gnocchi.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FetchedTest {
    private final MemoryStore lying = new MemoryStore();
    private final CountingStore counted = new CountingStore(lying);
    private final CachingStore cache = new CachingStore(counted, 10_000);

    @Test
    void damageOnTheWayIsFetchedAgainPastTheCache() {
        lying.putIfAbsent("a", new byte[] {7, 8});
        assertThat(cache.get("a")).hasSize(2);
        var first = new boolean[] {true};

        var value =
                Fetched.whole(cache, "a")
                        .decoded(bytes -> {
                            if (first[0]) {
                                first[0] = false;
                                throw new CorruptObjectException("as it came");
                            }
                            return bytes[1];
                        });

        assertThat(value).isEqualTo((byte) 8);
        assertThat(counted.counts().gets()).isEqualTo(2);
    }

    @Test
    void damageAtRestIsBelievedTheSecondTime() {
        lying.putIfAbsent("a", new byte[] {7, 8, 9});
        var fetched = Fetched.part(cache, "a", 1, 2);

        assertThatThrownBy(() -> fetched.decoded(FetchedTest::refuse))
                .isInstanceOf(CorruptObjectException.class);
        assertThatThrownBy(() -> fetched.decoded(FetchedTest::refuse))
                .isInstanceOf(CorruptObjectException.class);
        assertThat(counted.counts().gets()).isEqualTo(2);
        assertThat(fetched.<Byte>decoded(bytes -> bytes[0])).isEqualTo((byte) 8);
    }

    @Test
    void bytesThatAreHereAreFetchedOnlyWhenDamaged() {
        lying.putIfAbsent("a", new byte[] {7, 8, 9});
        var fetched = Fetched.part(cache, "a", 1, new byte[] {0, 9});

        assertThat(fetched.<Byte>decoded(bytes -> bytes[1])).isEqualTo((byte) 9);
        assertThat(counted.counts().gets()).isZero();
        assertThat(fetched.<Byte>decoded(FetchedTest::notZero)).isEqualTo((byte) 8);
        assertThat(counted.counts().gets()).isEqualTo(1);
    }

    private static byte notZero(byte[] bytes) {
        return bytes[0] == 0 ? refuse(bytes) : bytes[0];
    }

    private static byte refuse(byte[] bytes) {
        throw new CorruptObjectException(bytes.length + " bytes that mean nothing");
    }
}
