package io.gnocchi.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DiskCacheSettingsTest extends SettingsWords {
    private static final String S3 = INDEXER + "[storage]\ndriver = s3\n";
    private static final long GIB = 1L << 30;

    @Test
    void filesNeedNone() {
        environment.put("CACHE_DIRECTORY", "/var/cache/gnocchi");
        assertThat(read(INDEXER).diskCache()).isNull();
        assertThat(readAtHome("").diskCache()).isNull();
    }

    @Test
    void thereIsOneWhereThereIsAPlaceForIt() {
        assertThat(read(S3).diskCache()).isNull();
        assertThat(readAtHome(S3).diskCache())
                .isEqualTo(new Settings.DiskCache(Path.of("data", "cache"), GIB));

        environment.put("CACHE_DIRECTORY", "/var/cache/gnocchi");
        assertThat(read(S3).diskCache())
                .isEqualTo(new Settings.DiskCache(Path.of("/var/cache/gnocchi"), GIB));
        assertThat(read(S3 + "disk_cache_path = /fast\ndisk_cache_size = 5000\n").diskCache())
                .isEqualTo(new Settings.DiskCache(Path.of("/fast"), 5000));
    }

    @Test
    void sizeOfZeroMeansNone() {
        assertThat(readAtHome(S3 + "disk_cache_size = 0\n").diskCache()).isNull();
    }
}
