package io.gnocchi.server.wire;

import java.util.Arrays;

/// Numbers that become more while they are read.
final class Doubles {
    private double[] numbers = new double[1]; // Mostly there is one.
    private int size;

    void add(double number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    double[] toArray() {
        return Arrays.copyOf(numbers, size);
    }
}
