package io.gnocchi.server.s3;

import io.gnocchi.core.store.ObjectStore;
import io.gnocchi.core.store.ObjectStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class S3StoreContractTest extends ObjectStoreContract {
    private static LoopbackS3 server;

    @BeforeAll
    static void startTheServer() throws Exception {
        server = LoopbackS3.start();
    }

    @AfterAll
    static void stopTheServer() {
        server.close();
    }

    @Override
    protected ObjectStore open() {
        return server.newStore();
    }
}
