package io.gnocchi.core.query;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// What the functions and operators of an [Operation] do to values, as numpy does it.
final class Arithmetic {
    private Arithmetic() {}

    static DoubleUnaryOperator of(Operation.Function function) {
        return switch (function) {
            case ABSOLUTE -> Math::abs;
            case NEGATIVE -> value -> -value;
            case COS -> Math::cos;
            case SIN -> Math::sin;
            case TAN -> Math::tan;
            case FLOOR -> Math::floor;
            case CEIL -> Math::ceil;
        };
    }

    static DoubleBinaryOperator of(Operation.Operator operator) {
        return switch (operator) {
            case MODULO -> Arithmetic::modulo;
            case ADD -> (left, right) -> left + right;
            case SUBTRACT -> (left, right) -> left - right;
            case MULTIPLY -> (left, right) -> left * right;
            case DIVIDE -> (left, right) -> left / right;
            case POWER -> Arithmetic::power;
            case EQUAL -> (left, right) -> left == right ? 1 : 0;
            case NOT_EQUAL -> (left, right) -> left != right ? 1 : 0;
            case LESS -> (left, right) -> left < right ? 1 : 0;
            case LESS_OR_EQUAL -> (left, right) -> left <= right ? 1 : 0;
            case GREATER -> (left, right) -> left > right ? 1 : 0;
            case GREATER_OR_EQUAL -> (left, right) -> left >= right ? 1 : 0;
            case MAX -> Arithmetic::larger;
        };
    }

    private static double modulo(double left, double right) {
        double rest = left % right;
        if (rest == 0) {
            return Math.copySign(0.0, right);
        }
        return rest < 0 != right < 0 ? rest + right : rest;
    }

    /// Unlike Java, IEEE 754 gives 1 whenever the base is 1, and for -1 to an infinite power.
    private static double power(double base, double exponent) {
        boolean one = base == 1 || (base == -1 && Double.isInfinite(exponent));
        return one ? 1 : Math.pow(base, exponent);
    }

    private static double larger(double left, double right) {
        if (Double.isNaN(left)) {
            return right;
        }
        return Double.isNaN(right) ? left : Math.max(left, right);
    }
}
