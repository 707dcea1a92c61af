package io.gnocchi.lab.outside;

/// What a server answers for one bucket.
record Bucket(long count, double sum) {
    static final Bucket NONE = new Bucket(0, 0);

    boolean isEmpty() {
        return count == 0;
    }
}
