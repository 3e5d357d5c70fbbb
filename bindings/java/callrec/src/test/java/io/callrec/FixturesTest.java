package io.callrec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of {@code tests/cases.toml} gives in Java what it must give in every language. */
class FixturesTest {
    private static final Path TESTS = SimulatorProcess.root().toPath().resolve("tests");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> REASONS = new HashMap<>();

    private static final Map<String, Encoding> ENCODINGS = new HashMap<>();

    static {
        ENCODINGS.put("utf-8", Encoding.UTF8);
        ENCODINGS.put("utf-16le", Encoding.UTF16LE);
        ENCODINGS.put("utf-16be", Encoding.UTF16BE);
        ENCODINGS.put("iso-8859-1", Encoding.LATIN1);
        ENCODINGS.put("windows-1252", Encoding.WINDOWS1252);
        REASONS.put("column_count", "wrong number of columns");
        REASONS.put("quote", "misplaced quote");
        REASONS.put("utf8", "not UTF-8");
        REASONS.put("control_character", "control character in a typed field");
        REASONS.put("integer", "not a whole number in range");
        REASONS.put("decimal", "not a decimal that fits 12 digits before and 6 after the point");
        REASONS.put("timestamp", "not a date and time of this report");
        REASONS.put("boolean", "neither Yes nor No");
        REASONS.put("missing", "required value is missing");
        REASONS.put("too_long", "longer than the limit");
        REASONS.put("type", "a value of another type than this report has there");
        REASONS.put("duplicate_key", "the same key twice");
        REASONS.put("escape", "an escape that JSON does not have, or half a surrogate pair");
    }

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        JsonNode cases = new TomlMapper().readTree(TESTS.resolve("cases.toml").toFile()).path("case");
        assertTrue(cases.size() > 0, "tests/cases.toml holds no case");
        return StreamSupport.stream(cases.spliterator(), false)
                .map(one -> DynamicTest.dynamicTest(one.path("name").asText(), () -> check(one)));
    }

    private static void check(JsonNode one) throws IOException {
        String name = text(one, "name");
        List<JsonNode> rows = new ArrayList<>();
        List<Quarantined> quarantined = new ArrayList<>();
        Accounting counts = new Accounting(0, 0, 0, 0, 0);
        CallrecException failure = null;
        try (Reader<?> reader = open(one)) {
            try {
                reader.forEachRemaining(record -> rows.add(TextForm.of(record)));
            } catch (CallrecException e) {
                failure = e;
            }
            counts = reader.accounting();
            quarantined.addAll(reader.takeQuarantined());
        } catch (CallrecException atOpening) {
            failure = atOpening;
        }
        checkError(one.path("error"), name, failure);
        checkRows(one, name, rows);
        checkCounts(one.path("counts"), name, counts);
        checkQuarantine(one.path("quarantine"), name, quarantined);
        checkBytes(one, name, quarantined);
    }

    /** From the file, or from the same bytes in memory: by turns, so that both ways see every format. */
    private static Reader<?> open(JsonNode one) throws IOException {
        Path input = TESTS.resolve(text(one, "input"));
        Report<?> report = Report.named(text(one, "report"));
        Decoder decoder = Callrec.decoder();
        one.path("options").properties().forEach(option -> set(decoder, option.getKey(), option.getValue()));
        return text(one, "name").hashCode() % 2 == 0
                ? decoder.open(input, report)
                : decoder.open(Files.readAllBytes(input), report);
    }

    private static void set(Decoder decoder, String option, JsonNode value) {
        switch (option) {
            case "encoding":
                decoder.encoding(ENCODINGS.get(value.asText()));
                break;
            case "delimiter":
                decoder.delimiter(Delimiter.valueOf(value.asText().toUpperCase(Locale.ROOT)));
                break;
            default:
                throw new AssertionError("tests/cases.toml has an option that Java does not know: " + option);
        }
    }

    private static void checkRows(JsonNode one, String name, List<JsonNode> rows) throws IOException {
        List<JsonNode> expected = new ArrayList<>();
        if (one.hasNonNull("expected")) {
            Path file = TESTS.resolve(text(one, "expected"));
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                expected.add(JSON.readTree(line));
            }
        }
        for (int row = 0; row < Math.min(expected.size(), rows.size()); row++) {
            // Both through text: a number is then the same whatever its width.
            assertEquals(JSON.readTree(expected.get(row).toString()), JSON.readTree(rows.get(row).toString()),
                    name + ", row " + (row + 1));
        }
        assertEquals(expected.size(), rows.size(), name + ": number of rows");
    }

    private static void checkCounts(JsonNode wanted, String name, Accounting counts) {
        assertEquals(
                new Accounting(
                        wanted.path("read").asLong(),
                        wanted.path("accepted").asLong(),
                        wanted.path("repaired").asLong(),
                        wanted.path("quarantined").asLong(),
                        wanted.path("duplicate").asLong()),
                counts,
                name);
    }

    /** What was set aside is kept byte for byte. */
    private static void checkBytes(JsonNode one, String name, List<Quarantined> quarantined) throws IOException {
        byte[] input = Files.readAllBytes(TESTS.resolve(text(one, "input")));
        for (Quarantined record : quarantined) {
            int from = Math.toIntExact(record.offset());
            byte[] there = Arrays.copyOfRange(input, from, from + record.raw().length);
            assertArrayEquals(there, record.raw(), name + ": " + record);
        }
    }

    private static void checkQuarantine(JsonNode wanted, String name, List<Quarantined> quarantined) {
        assertEquals(wanted.size(), quarantined.size(), () -> name + ": quarantined " + quarantined);
        for (int i = 0; i < wanted.size(); i++) {
            JsonNode place = wanted.get(i);
            Quarantined one = quarantined.get(i);
            String where = name + ", quarantined record " + (i + 1);
            assertEquals(place.path("line").asLong(), one.line(), where + ": line");
            assertEquals(place.path("offset").asLong(), one.offset(), where + ": offset");
            assertEquals(place.path("record").asLong(), one.record(), where + ": record");
            assertEquals(place.path("column").asText(""), one.column().orElse(""), where + ": column");
            assertEquals(reason(text(place, "reason")), one.reason(), where + ": reason");
        }
    }

    private static void checkError(JsonNode wanted, String name, CallrecException failure) {
        if (wanted.isMissingNode()) {
            assertNull(failure, name);
            return;
        }
        assertNotNull(failure, name + ": no error, wanted " + wanted);
        assertEquals(kind(text(wanted, "kind")), failure.kind(), name + ": " + failure.getMessage());
        checkPlace(wanted.path("line"), failure.line(), name + ": line");
        checkPlace(wanted.path("offset"), failure.offset(), name + ": offset");
    }

    /** The cases name the decoder's own kinds of doubt; to a caller they are kinds of error. */
    private static ErrorKind kind(String doubt) {
        switch (doubt) {
            case "not_this_report":
                return ErrorKind.NOT_DATA;
            case "limit":
                return ErrorKind.LIMIT;
            case "strict":
                return ErrorKind.STRICT;
            default:
                return ErrorKind.DECODE;
        }
    }

    /** The cases name the decoder's reasons; a caller gets the fixed line that stands for each. */
    private static String reason(String name) {
        String line = REASONS.get(name);
        assertNotNull(line, () -> "no line is known for the reason " + name);
        return line;
    }

    private static void checkPlace(JsonNode wanted, OptionalLong place, String message) {
        if (!wanted.isMissingNode()) {
            assertEquals(OptionalLong.of(wanted.asLong()), place, message);
        }
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText();
    }
}
