package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.YearMonth;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Opening, failing, leaving half-way and closing, again and again, keeps neither memory nor threads nor files. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class GrowthTest {
    /**
     * An opened reader holds more than 100 KiB and a file or connection: a leak of one in each round is far above both.
     */
    private static final long ALLOWED_KIB = 32 << 10;
    private static final int ALLOWED_HANDLES = 20;
    private static final int PASSES = 3;
    private static final long ALLOWED_WITHOUT_HEAP_KIB = 12 << 10;

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "2000");

    @Test
    void filesLeaveNothingBehind(@TempDir Path folder) throws IOException {
        // Synthetic rows; the last one cannot be read.
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            rows.append('t').append(i);
            rows.append(",B1,ann,example.com,Ghent,01-SEP-2026 00:00:00,,1,1,1,WiFi,daily_usage,,\n");
        }
        Path file = folder.resolve("month.csv");
        Files.write(file, rows.append("t,,,,,never,,,,,,,,\n").toString().getBytes(StandardCharsets.US_ASCII));
        assertNoGrowth(400, () -> {
            try (Reader<IpassCdr> cdrs = Callrec.open(file, Report.IPASS_CDR)) {
                assertEquals(500, cdrs.stream().count());
            }
            try (Reader<IpassCdr> cdrs = Callrec.open(file, Report.IPASS_CDR)) {
                cdrs.next();
            }
            assertThrows(CallrecException.class, () -> Callrec.open(folder, Report.IPASS_CDR));
        });
    }

    /** In a JVM whose heap cannot grow, so that all growth is native: a hundred bytes in each cycle would be seen. */
    @Test
    void aHundredThousandReadersLeaveNothingBehind(@TempDir Path folder) throws Exception {
        assertNoGrowth(folder, "readers");
    }

    /** The same of calls that an interrupt cancels. */
    @Test
    void aHundredThousandInterruptedCallsLeaveNothingBehind(@TempDir Path folder) throws Exception {
        assertNoGrowth(folder, "interrupted");
    }

    private static void assertNoGrowth(Path folder, String cycles) throws Exception {
        JavaProgram.Run run = JavaProgram.overJar(folder)
                .java(null, "-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC",
                        OpenAndClose.class.getName(), cycles, String.valueOf(ALLOWED_WITHOUT_HEAP_KIB));
        assertEquals(0, run.code, run.err);
        // What leaks grows in every pass; the JVM's own compiler and code do not.
        long least = run.out.stream().mapToLong(Long::parseLong).min().getAsLong();
        assertTrue(
                least < ALLOWED_WITHOUT_HEAP_KIB,
                run.out + " KiB more after each " + OpenAndClose.CYCLES + " cycles");
    }

    @Test
    void downloadsLeaveNothingBehind() throws IOException {
        String company = SIMULATOR.get().company();
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            assertNoGrowth(100, () -> {
                try (Reader<IpassCdr> cdrs = portal.monthlyCdr(company, YearMonth.of(2026, 9))) {
                    cdrs.next();
                }
                try (IpassPortal other = SIMULATOR.get().portal()) {
                    assertThrows(CallrecException.class, () -> other.monthlyCdr("", YearMonth.of(2026, 9)));
                }
            });
        }
    }

    /** What leaks grows in every pass; what the JVM itself takes as it warms up does not. */
    private static void assertNoGrowth(int rounds, Runnable round) throws IOException {
        repeat(rounds, round);
        long files = count("/proc/self/fd");
        long threads = count("/proc/self/task");
        long least = Long.MAX_VALUE;
        for (int pass = 0; pass < PASSES && least >= ALLOWED_KIB; pass++) {
            long memory = residentKib();
            repeat(rounds, round);
            least = Math.min(least, residentKib() - memory);
        }
        assertTrue(least < ALLOWED_KIB, least + " KiB more after each pass");
        assertFew("files", files, count("/proc/self/fd"));
        assertFew("threads", threads, count("/proc/self/task"));
    }

    private static void repeat(int rounds, Runnable round) {
        for (int i = 0; i < rounds; i++) {
            round.run();
        }
        System.gc();
    }

    private static void assertFew(String what, long before, long after) {
        assertTrue(after < before + ALLOWED_HANDLES, what + ": " + before + ", then " + after);
    }

    private static long residentKib() throws IOException {
        for (String line : Files.readAllLines(Paths.get("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS");
    }

    private static long count(String folder) throws IOException {
        try (Stream<Path> entries = Files.list(Paths.get(folder))) {
            return entries.count();
        }
    }
}
