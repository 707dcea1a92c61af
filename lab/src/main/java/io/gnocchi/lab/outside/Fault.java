package io.gnocchi.lab.outside;

/// What is done to a deployment, one after the other.
enum Fault {
    SERVER_KILLED("kill -9 of a server that takes requests"),
    SERVER_TERMINATED("SIGTERM under load of a server that takes requests"),
    SERVER_STOPPED("SIGSTOP of a server that takes requests, longer than a lease"),
    METRICD_KILLED("kill -9 of a metricd"),
    METRICD_KILLED_BEFORE_PUT("kill -9 of a metricd about to put a segment"),
    METRICD_KILLED_BEFORE_COMMIT("kill -9 of a metricd whose segment is put and not committed"),
    METRICD_STOPPED("SIGSTOP of a metricd, longer than a lease"),
    METRICD_STOPPED_BEFORE_COMMIT("SIGSTOP, longer than a lease, between segment and commit"),
    METRICD_CUT_OFF("a metricd without database for longer than a lease"),
    METRICD_TERMINATED("SIGTERM of a metricd under load"),
    METRICD_ADDED("one more metricd"),
    DATABASE_KILLED("kill -9 of PostgreSQL, started again after a metricd"),
    DATABASE_CUT("connections to PostgreSQL cut"),
    DATABASE_SILENT("nothing passes to PostgreSQL"),
    DATABASE_SLOW("PostgreSQL is slow"),
    DATABASE_TEARING("connections to PostgreSQL reset between question and answer"),
    STORE_REFUSES("S3 answers 503"),
    STORE_RESETS_BEFORE("S3 resets connections before it has done anything"),
    STORE_RESETS_AFTER("S3 resets connections after it has done as told"),
    STORE_TRUNCATES("answers of S3 end in the middle"),
    STORE_SLOW("S3 is slow"),
    STORE_SILENT("nothing passes to S3"),
    DISK_FULL("the disk is full");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
