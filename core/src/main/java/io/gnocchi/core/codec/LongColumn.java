package io.gnocchi.core.codec;

/// Whole numbers in few bits: a steady step costs nothing more however long it goes on, other
/// numbers are packed in [BitBlocks] as they are, as differences, or as differences of differences,
/// whichever is shortest (`docs/formats/columns-2.md`).
public final class LongColumn {
    private static final int STEADY = 0;
    private static final int NUMBERS = 1;
    private static final int DIFFERENCES = 2;
    private static final int SECOND_DIFFERENCES = 3;

    private LongColumn() {}

    /// Nothing for none; how many there are is written by the caller.
    public static void write(ByteWriter out, long[] numbers) {
        if (numbers.length == 0) {
            return;
        }
        if (numbers.length == 1) {
            out.zigzag(numbers[0]);
            return;
        }
        var differences = differences(numbers);
        if (allSame(differences)) {
            out.u8(STEADY);
            out.zigzag(numbers[0]);
            out.zigzag(differences[0]);
            return;
        }
        var second = differences(differences);
        int asNumbers = BitBlocks.size(numbers);
        int asDifferences = BitBlocks.size(differences);
        int asSecond = BitBlocks.size(second);
        if (asNumbers <= asDifferences && asNumbers <= asSecond) {
            out.u8(NUMBERS);
            BitBlocks.write(out, numbers);
        } else if (asDifferences <= asSecond) {
            out.u8(DIFFERENCES);
            out.zigzag(numbers[0]);
            BitBlocks.write(out, differences);
        } else {
            out.u8(SECOND_DIFFERENCES);
            out.zigzag(numbers[0]);
            out.zigzag(differences[0]);
            BitBlocks.write(out, second);
        }
    }

    /// @throws MalformedException when there are fewer than `count` or the way is unknown
    public static long[] read(ByteReader in, int count) {
        var numbers = new long[count];
        if (count == 0) {
            return numbers;
        }
        if (count == 1) {
            numbers[0] = in.zigzag();
            return numbers;
        }
        int way = in.u8();
        if (way != NUMBERS) {
            numbers[0] = in.zigzag();
        }
        switch (way) {
            case STEADY -> {
                long step = in.zigzag();
                for (int i = 1; i < count; i++) {
                    numbers[i] = numbers[i - 1] + step;
                }
            }
            case NUMBERS -> BitBlocks.read(in, numbers, 0);
            case DIFFERENCES -> {
                BitBlocks.read(in, numbers, 1);
                sumUp(numbers, 1);
            }
            case SECOND_DIFFERENCES -> {
                numbers[1] = in.zigzag();
                BitBlocks.read(in, numbers, 2);
                sumUp(numbers, 2);
                sumUp(numbers, 1);
            }
            default -> throw new MalformedException("numbers in way " + way);
        }
        return numbers;
    }

    static boolean allSame(long[] numbers) {
        for (long number : numbers) {
            if (number != numbers[0]) {
                return false;
            }
        }
        return true;
    }

    /// What does not fit wraps around, here and in [#sumUp] alike.
    private static long[] differences(long[] numbers) {
        var differences = new long[numbers.length - 1];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = numbers[i + 1] - numbers[i];
        }
        return differences;
    }

    private static void sumUp(long[] numbers, int from) {
        long sum = numbers[from - 1];
        for (int i = from; i < numbers.length; i++) {
            sum += numbers[i];
            numbers[i] = sum;
        }
    }
}
