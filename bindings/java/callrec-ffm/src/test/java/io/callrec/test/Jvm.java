package io.callrec.test;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code java} as a process of its own, and what can be put on its paths. */
final class Jvm {
    /** The classes of callrec, the native library among them. */
    static final Path CALLREC = Path.of(System.getProperty("callrec.classes"));
    /** The classes of callrec-ffm. */
    static final Path FFM = Path.of(System.getProperty("callrec.test.classpath"));
    static final Path JNA = home(Native.class);
    static final Path PROGRAMS = home(Jvm.class);

    /** What a program printed and how it ended. */
    record Run(int code, String out, String err) {}

    private Jvm() {}

    static String path(Path... entries) {
        return Stream.of(entries).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs the JVM of a JDK. */
    static Run run(Path jdk, Path folder, String... arguments) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin").resolve("java").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(5, TimeUnit.SECONDS), command::toString);
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8).strip(),
                Files.readString(err, StandardCharsets.UTF_8).strip());
    }

    /** Runs that of this very JVM. */
    static Run run(Path folder, String... arguments) throws Exception {
        return run(Path.of(System.getProperty("java.home")), folder, arguments);
    }

    private static Path home(Class<?> one) {
        try {
            return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
