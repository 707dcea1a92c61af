package io.gnocchi.lab.outside;

import io.gnocchi.lab.net.HttpMessage;
import io.gnocchi.lab.net.Mischief;
import io.gnocchi.lab.net.StoreProxy;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Ours: `gnocchi-api` and `gnocchi-metricd`, the latter's requests snared.
final class OurParty implements Party {
    private final Ground ground;
    private final int storePort;
    private final int port = Ground.freePort();
    private final Api api = new Api(port);
    private final Snare snare = new Snare();
    private final LiveProcess server;
    private final LiveProcess metricd;
    private final StoreProxy metricdProxy;
    private final StoreProxy serverProxy;

    OurParty(Ground ground, int storePort) throws IOException {
        this.ground = ground;
        this.storePort = storePort;
        this.metricdProxy = new StoreProxy(storePort, snare);
        // The snare sees what posts lead to, and lets it pass.
        this.serverProxy = new StoreProxy(storePort, _ -> Mischief.NONE);
        this.server = process("our-api", "gnocchi-api", serverProxy.port());
        this.metricd = process("our-metricd", "gnocchi-metricd", metricdProxy.port());
    }

    private LiveProcess process(String name, String command, int proxyPort) throws IOException {
        return ground.ours(name, command, "--config-file", configuration(name, proxyPort));
    }

    private String configuration(String name, int proxyPort) throws IOException {
        var text =
                """
                [api]
                host = 127.0.0.1
                port = %d
                [indexer]
                url = sqlite:///%s
                [storage]
                driver = s3
                s3_endpoint_url = http://127.0.0.1:%d
                s3_region_name = us-east-1
                s3_access_key_id = gnocchi
                s3_secret_access_key = gnocchi-secret
                s3_bucket_prefix = ours
                [incoming]
                flush_delay = 0
                [metricd]
                workers = 1
                metric_processing_delay = 0.5
                """
                        .formatted(port, ground.folder().resolve("ours.db"), proxyPort);
        return ground.write(name + ".conf", text).toString();
    }

    @Override
    public String name() {
        return "ours";
    }

    @Override
    public void start() throws IOException {
        var upgrade = configuration("our-upgrade", storePort);
        Starting.run(ground.ours("our-upgrade", "gnocchi-upgrade", "--config-file", upgrade));
        server.start();
        metricd.start();
        Starting.await(server, api);
    }

    @Override
    public Api api() {
        return api;
    }

    @Override
    public Snare snare() {
        return snare;
    }

    /// It may begin, but gets nothing to read: stopped, it could hold a lock of the database.
    @Override
    public void hold() {
        snare.close();
    }

    @Override
    public void process() {
        snare.open();
    }

    @Override
    public boolean processes(HttpMessage request, String metric, @Nullable HttpMessage posted) {
        return true;
    }

    @Override
    public String kind(HttpMessage request) {
        var path = request.target().split("\\?", 2)[0].split("/", -1);
        if (request.method().equals("POST")) {
            return "DELETE of objects";
        }
        return path.length < 4 ? "LIST" : request.method() + " of a " + path[2];
    }

    @Override
    public void close() throws IOException {
        metricdProxy.close();
        serverProxy.close();
    }
}
