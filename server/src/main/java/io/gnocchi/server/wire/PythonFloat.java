package io.gnocchi.server.wire;

/// Doubles spelled as Python's `repr` does: `1.0`, `32.5`, `1e+16`, `1e-05`, `NaN`, `Infinity`.
public final class PythonFloat {
    private static final int FIRST_SCIENTIFIC_EXPONENT = 16;
    private static final int LAST_SMALL_EXPONENT = -5;

    private PythonFloat() {}

    public static String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        var java = Double.toString(value);
        if (java.indexOf('E') < 0) {
            return java;
        }
        return respell(java);
    }

    /// Java turns to powers of ten below 1e-3 and from 1e7 on, Python below 1e-4 and from 1e16 on.
    private static String respell(String java) {
        int e = java.indexOf('E');
        int exponent = Integer.parseInt(java, e + 1, java.length(), 10);
        var sign = java.startsWith("-") ? "-" : "";
        int dot = java.indexOf('.');
        var fraction = java.substring(dot + 1, e);
        var digits = java.charAt(dot - 1) + (fraction.equals("0") ? "" : fraction);
        if (exponent >= FIRST_SCIENTIFIC_EXPONENT || exponent <= LAST_SMALL_EXPONENT) {
            return sign + scientific(digits, exponent);
        }
        return sign + plain(digits, exponent);
    }

    private static String scientific(String digits, int exponent) {
        var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        var power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
        return mantissa + (exponent < 0 ? "e-" : "e+") + power;
    }

    private static String plain(String digits, int exponent) {
        if (exponent < 0) {
            return "0." + "0".repeat(-exponent - 1) + digits;
        }
        int whole = exponent + 1;
        if (digits.length() <= whole) {
            return digits + "0".repeat(whole - digits.length()) + ".0";
        }
        return digits.substring(0, whole) + "." + digits.substring(whole);
    }
}
