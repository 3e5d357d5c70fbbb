package io.callrec.internal.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.callrec.DailyParameter;
import io.callrec.Delimiter;
import io.callrec.DocumentKind;
import io.callrec.DoubtReason;
import io.callrec.DstPolicy;
import io.callrec.DurationUnit;
import io.callrec.Encoding;
import io.callrec.ErrorKind;
import io.callrec.FanOutOrder;
import io.callrec.FeedDialect;
import io.callrec.FeedFormat;
import io.callrec.FeedMethod;
import io.callrec.FileFormat;
import io.callrec.GetcallsFormat;
import io.callrec.LoginMethod;
import io.callrec.OutcomeState;
import io.callrec.Paging;
import io.callrec.PricePolicy;
import io.callrec.Proof;
import io.callrec.SessionLengthUnit;
import io.callrec.internal.ffi.Library;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every number that Java knows of {@code include/callrec.h} is what the C compiler makes of it. */
class HeaderTest {
    /** Positions of columns, which Java finds by their names, and what only C and its like ask for. */
    private static final Pattern OF_NO_USE = Pattern.compile(
            "(BILLING_FEED|COMPANY|GETCALLS|IPASS_CDR|IPASS_NETWORK_USER|UNIFIED|USER)_(?!FORMAT).*"
                    + "|DECIMAL_SCALE|PROOF_NONE|BUFFER_TOO_SMALL|OUT_OF_RANGE");

    /** C expressions and what Java holds them for. */
    private final Map<String, Integer> known = new LinkedHashMap<>();

    @TempDir
    Path folder;

    @Test
    void offsetsSizesAndConstantsAreTheHeaders() throws Exception {
        Layouts.ALL.forEach(this::layout);
        constants(ColumnType.class, "CALLREC_TYPE_");
        constants(Status.class, "CALLREC_");
        known.put("CALLREC_ABI_VERSION", Library.ABI_VERSION);
        for (ErrorKind kind : ErrorKind.values()) {
            if (kind != ErrorKind.UNKNOWN) {
                known.put("CALLREC_" + kind.name(), kind.code());
            }
        }
        numbers("CALLREC_PROOF_", Proof.values(), Proof::code);
        numbers("CALLREC_LOGIN_", LoginMethod.values(), LoginMethod::code);
        numbers("CALLREC_ENCODING_", Encoding.values(), Encoding::code);
        numbers("CALLREC_DELIMITER_", Delimiter.values(), Delimiter::code);
        numbers("CALLREC_SESSION_LENGTH_", SessionLengthUnit.values(), SessionLengthUnit::code);
        numbers("CALLREC_DURATION_", DurationUnit.values(), DurationUnit::code);
        numbers("CALLREC_PAGING_", Paging.values(), Paging::code);
        numbers("CALLREC_DAILY_PARAMETER_", DailyParameter.values(), DailyParameter::code);
        numbers("CALLREC_FEED_METHOD_", FeedMethod.values(), FeedMethod::code);
        numbers("CALLREC_FEED_FORMAT_", FeedFormat.values(), FeedFormat::code);
        numbers("CALLREC_FEED_DIALECT_", FeedDialect.values(), FeedDialect::code);
        numbers("CALLREC_GETCALLS_FORMAT_", GetcallsFormat.values(), GetcallsFormat::code);
        numbers("CALLREC_OUTCOME_", OutcomeState.values(), OutcomeState::code);
        numbers("CALLREC_FAN_OUT_", FanOutOrder.values(), FanOutOrder::code);
        numbers("CALLREC_DOCUMENT_", DocumentKind.values(), DocumentKind::code);
        numbers("CALLREC_DST_", DstPolicy.values(), DstPolicy::code);
        numbers("CALLREC_PRICE_", PricePolicy.values(), PricePolicy::code);
        numbers("CALLREC_DOUBT_", DoubtReason.values(), DoubtReason::code);
        numbers("CALLREC_FORMAT_", FileFormat.values(), FileFormat::code);
        assertTrue(known.size() > 80, () -> known.size() + " numbers");
        assertEquals(new TreeMap<>(known), new TreeMap<>(compiled()));
    }

    private <E extends Enum<E>> void numbers(String prefix, E[] values, ToIntFunction<E> code) {
        for (E one : values) {
            known.put(prefix + one.name(), code.applyAsInt(one));
        }
    }

    private void layout(Layout layout) {
        String struct = "struct " + layout.struct();
        layout.offsets().forEach((field, offset) -> known.put("offsetof(" + struct + ", " + field + ")", offset));
        known.put("sizeof(" + struct + ")", layout.size());
    }

    /** No public number of the header is one that Java does not know. */
    @Test
    void everyChoiceOfTheHeaderIsInJava() throws Exception {
        offsetsSizesAndConstantsAreTheHeaders();
        Pattern define = Pattern.compile("#define (CALLREC_([A-Z0-9_]+)) -?\\d+$");
        for (String line : header()) {
            Matcher found = define.matcher(line);
            if (found.matches() && !OF_NO_USE.matcher(found.group(2)).matches()) {
                assertTrue(known.containsKey(found.group(1)), found.group(1));
            }
        }
    }

    private static List<String> header() throws IOException {
        return Files.readAllLines(
                new File(System.getProperty("callrec.root"), "include/callrec.h").toPath(), StandardCharsets.UTF_8);
    }

    private void constants(Class<?> holder, String prefix) throws IllegalAccessException {
        for (Field field : holder.getDeclaredFields()) {
            if (isConstant(field)) {
                known.put(prefix + field.getName(), field.getInt(null));
            }
        }
    }

    private static boolean isConstant(Field field) {
        field.setAccessible(true);
        return field.getType() == int.class && Modifier.isStatic(field.getModifiers()) && !field.isSynthetic();
    }

    /** What a C program prints for the same expressions. */
    private Map<String, Integer> compiled() throws IOException, InterruptedException {
        StringBuilder program = new StringBuilder("#include <stddef.h>\n#include <stdio.h>\n#include \"callrec.h\"\n");
        program.append("int main(void) {\n");
        for (String expression : known.keySet()) {
            program.append(String.format("printf(\"%%s=%%d\\n\", \"%1$s\", (int) (%1$s));\n", expression));
        }
        Path source = folder.resolve("numbers.c");
        Path binary = folder.resolve("numbers");
        Path printed = folder.resolve("printed");
        Files.write(source, program.append("return 0;\n}\n").toString().getBytes(StandardCharsets.US_ASCII));
        String include = new File(System.getProperty("callrec.root"), "include").getPath();
        run(folder.resolve("cc"), "cc", "-std=c99", "-I", include, "-o", binary.toString(), source.toString());
        run(printed, binary.toString());
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (String line : Files.readAllLines(printed)) {
            int equals = line.lastIndexOf('=');
            numbers.put(line.substring(0, equals), Integer.valueOf(line.substring(equals + 1)));
        }
        return numbers;
    }

    private static void run(Path output, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), command[0]);
        assertEquals(0, process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
    }
}
