package io.callrec.internal.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.callrec.ErrorKind;
import io.callrec.LoginMethod;
import io.callrec.Proof;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every number that Java knows of {@code include/callrec.h} is what the C compiler makes of it. */
class HeaderTest {
    /** C expressions and what Java holds them for. */
    private final Map<String, Integer> known = new LinkedHashMap<>();

    @TempDir
    Path folder;

    @Test
    void offsetsSizesAndConstantsAreTheHeaders() throws Exception {
        layout(AccountingReader.class, "callrec_accounting");
        layout(ColumnReader.class, "callrec_column");
        layout(DecodeOptions.class, "callrec_decode_options");
        layout(ErrorReader.class, "callrec_error_details");
        layout(LentText.class, "callrec_text");
        layout(PortalOptions.class, "callrec_ipass_portal_options");
        layout(ProgressReader.class, "callrec_progress");
        layout(QuarantinedReader.class, "callrec_quarantined");
        constants(ColumnType.class, "CALLREC_TYPE_");
        constants(LibCallrec.class, "CALLREC_");
        for (ErrorKind kind : ErrorKind.values()) {
            if (kind != ErrorKind.UNKNOWN) {
                known.put("CALLREC_" + kind.name(), kind.code());
            }
        }
        for (Proof proof : Proof.values()) {
            known.put("CALLREC_PROOF_" + proof.name(), proof.code());
        }
        for (LoginMethod method : LoginMethod.values()) {
            known.put("CALLREC_LOGIN_" + method.name(), method.code());
        }
        assertTrue(known.size() > 80, () -> known.size() + " numbers");
        assertEquals(new TreeMap<>(known), new TreeMap<>(compiled()));
    }

    private void layout(Class<?> reader, String struct) throws IllegalAccessException {
        for (Field field : reader.getDeclaredFields()) {
            if (isConstant(field)) {
                String name = field.getName().toLowerCase(Locale.ROOT);
                String what = name.equals("size") ? "sizeof(" + struct + ")" : "offsetof(" + struct + ", " + name + ")";
                known.put(what, field.getInt(null));
            }
        }
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
        StringBuilder program = new StringBuilder("#include <stdio.h>\n#include \"callrec.h\"\nint main(void) {\n");
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
