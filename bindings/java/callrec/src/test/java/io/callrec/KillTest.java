package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that ends while calls are in flight ends at once and as it was told to, and leaves nothing behind. */
@Timeout(60)
class KillTest {
    private static final int SIGTERM = 128 + 15;
    private static final int SIGKILL = 128 + 9;

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "50000");

    @TempDir
    Path folder;

    @BeforeEach
    void answersBreakOff() {
        plan("\"monthly_cdr:*:stall-after-3000000B\",\"child_companies:*:stall\"");
    }

    @AfterEach
    void theServiceIsNoneTheWorse() {
        plan("");
        try (IpassPortal portal = SIMULATOR.get().portal();
                Reader<IpassCdr> cdrs = portal.monthlyCdr(SIMULATOR.get().company(), YearMonth.of(2026, 9))) {
            assertEquals(50_000, cdrs.stream().count());
        }
    }

    private static void plan(String faults) {
        SIMULATOR.get().control("POST", "/_simulator/plan", "{\"faults\":[" + faults + "]}");
    }

    @Test
    void exitInFlight() throws Exception {
        ends(CallsInFlight.EXIT_CODE, "exit", program -> {});
    }

    @Test
    void terminatedInFlight() throws Exception {
        ends(SIGTERM, "wait", Process::destroy);
    }

    @Test
    void killedInFlight() throws Exception {
        ends(SIGKILL, "wait", Process::destroyForcibly);
    }

    private void ends(int code, String argument, Consumer<Process> end) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        JavaProgram program = JavaProgram.overJar(folder);
        Process process = program.start(
                SIMULATOR.get(), out, err, "-XX:ErrorFile=" + folder.resolve("crash"), CallsInFlight.class.getName(), argument);
        try {
            while (process.isAlive() && !text(out).contains("in flight")) {
                Thread.sleep(20);
            }
            end.accept(process);
            assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it ends with calls in flight");
        } finally {
            process.destroyForcibly();
        }
        assertEquals("in flight", text(out).trim());
        assertEquals(code, process.exitValue(), text(err));
        assertTrue(Files.notExists(folder.resolve("crash")), "the JVM crashed");
        assertEquals(Collections.emptyList(), unpacked(program));
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    }

    /** The native libraries of ours that were left behind. JNA keeps its own until the JVM ends by itself. */
    private static List<String> unpacked(JavaProgram program) throws IOException {
        try (Stream<Path> files = Files.walk(program.unpacked())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("callrec"))
                    .collect(Collectors.toList());
        }
    }
}
