package io.gnocchi.server.wire;

import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// The tokens of one body, with every failure of reading as [UndecodableBodyException].
final class Tokens implements AutoCloseable {
    static final int MAX_DEPTH = 100;
    private static final int MAX_NUMBER_LENGTH = 400;
    private static final int MAX_STRING_LENGTH = 1 << 20;
    private static final int MAX_NAME_LENGTH = 4096;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(MAX_NUMBER_LENGTH)
                                    .maxStringLength(MAX_STRING_LENGTH)
                                    .maxNameLength(MAX_NAME_LENGTH)
                                    .build())
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private static final JsonFactory DISTINCT_NAMES =
            FACTORY.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /// Numbers that are none, as Python spells them; the parser knows more spellings.
    private static final Set<String> NAMED_NUMBERS = Set.of("NaN", "Infinity", "-Infinity");

    private static final String PARSERS_NAMED_NUMBERS = "'NaN'/'+INF'/'-INF'";

    private final JsonParser parser;

    Tokens(InputStream body) {
        this(FACTORY, body);
    }

    private Tokens(JsonFactory factory, InputStream body) {
        parser = reading(() -> factory.createParser(ObjectReadContext.empty(), body));
    }

    /// Of a body in which no object has a name twice.
    static Tokens ofDistinctNames(InputStream body) {
        return new Tokens(DISTINCT_NAMES, body);
    }

    /// The next token.
    JsonToken next() {
        var token = reading(this::advance);
        if (token == null) {
            throw new UndecodableBodyException("Expected object or value");
        }
        return token;
    }

    /// The current token.
    JsonToken current() {
        return parser.currentToken();
    }

    /// Refuses anything after the document.
    void end() {
        if (reading(this::advance) != null) {
            throw new UndecodableBodyException("Trailing data");
        }
    }

    /// In how many arrays and objects the current token stands.
    int depth() {
        return parser.streamReadContext().getNestingDepth();
    }

    /// Steps over the current value with all it contains.
    void skip() {
        reading(parser::skipChildren);
    }

    String name() {
        return parser.currentName();
    }

    /// The name of the member whose value is the current token; null when it is none's.
    @Nullable String nameIfAny() {
        return parser.currentName();
    }

    String text() {
        return reading(parser::getString);
    }

    double number() {
        return reading(parser::getDoubleValue);
    }

    /// The characters of the current string or number: `length()` of them from `offset()`, good
    /// until the next token.
    char[] characters() {
        return reading(parser::getStringCharacters);
    }

    int offset() {
        return parser.getStringOffset();
    }

    int length() {
        return parser.getStringLength();
    }

    @Override
    public void close() {
        parser.close();
    }

    private @Nullable JsonToken advance() {
        var token = parser.nextToken();
        boolean isLong = token == JsonToken.VALUE_NUMBER_INT && parser.getStringLength() > 300;
        if ((isLong || token == JsonToken.VALUE_NUMBER_FLOAT)
                && !Double.isFinite(parser.getDoubleValue())
                && !NAMED_NUMBERS.contains(parser.getString())) {
            throw new UndecodableBodyException(
                    parser.isNaN()
                            ? "Unrecognized token '%s'".formatted(parser.getString())
                            : "Number out of range");
        }
        return token;
    }

    private interface Reading<T extends @Nullable Object> {
        T read();
    }

    private static <T extends @Nullable Object> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (JacksonIOException e) {
            throw unreadable(e.getOriginalMessage());
        } catch (UnexpectedEndOfInputException _) {
            throw new UndecodableBodyException("Unexpected end of the body");
        } catch (JacksonException e) {
            throw new UndecodableBodyException(firstLine(e.getOriginalMessage()));
        }
    }

    /// For a body that does not come whole.
    static UndecodableBodyException unreadable(@Nullable String why) {
        return new UndecodableBodyException("The body could not be read: " + why);
    }

    private static String firstLine(String message) {
        return message.lines()
                .findFirst()
                .orElse("not JSON")
                .replace(PARSERS_NAMED_NUMBERS, "'NaN'/'Infinity'/'-Infinity'");
    }
}
