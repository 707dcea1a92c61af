package io.gnocchi.server.demo;

/// How the values of one metric go: days with quiet nights, each thing a little different, never
/// quite still. A value is made of the instant and the thing alone, so that it can begin and go on
/// anywhere.
///
/// The console computes the same in `ui/static/logic/fleet.js`; a test of each side holds them
/// together.
///
/// @param unit empty for none
/// @param base of quiet hours
/// @param swing added at the busiest
/// @param noise how far values stray
record Shape(
        String name,
        String unit,
        double base,
        double swing,
        double noise,
        double least,
        double most) {
    private static final int DAY_SECONDS = 86_400;
    private static final int SLOW_SECONDS = 1_200;

    /// The value of the thing with this number at an instant.
    double at(int thing, long seconds) {
        double size = 0.6 + 0.8 * chance(thing, 1);
        double peak = 0.56 + 0.16 * (chance(thing, 2) - 0.5);
        double part = (double) Math.floorMod(seconds, DAY_SECONDS) / DAY_SECONDS;
        double day = 0.5 + 0.5 * Math.cos(2 * Math.PI * (part - peak));
        double steady = base * size + swing * size * day * day;
        double quick = 2 * chance(thing, (int) seconds) - 1;
        double value = steady + noise * (1.1 * drift(thing, seconds) + 0.5 * quick);
        return Math.clamp(value, least, most);
    }

    /// From -1 to 1, moving slowly from one chance to the next.
    private static double drift(int thing, long seconds) {
        int step = (int) Math.floorDiv(seconds, SLOW_SECONDS);
        double part = (double) Math.floorMod(seconds, SLOW_SECONDS) / SLOW_SECONDS;
        double smooth = part * part * (3 - 2 * part);
        return 2 * (chance(thing, step) * (1 - smooth) + chance(thing, step + 1) * smooth) - 1;
    }

    /// A number from 0 to 1 that belongs to two whole numbers.
    static double chance(int a, int b) {
        int bits = (a * 0x9e3779b1) ^ (b * 0x85ebca6b);
        bits = (bits ^ (bits >>> 15)) * 0x2c1b3c6d;
        bits = (bits ^ (bits >>> 12)) * 0x297a2d39;
        return Integer.toUnsignedLong(bits ^ (bits >>> 15)) / 0x1p32;
    }
}
