package io.callrec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.time.YearMonth;
import java.util.function.IntConsumer;

/**
 * A program for a JVM whose heap is all there from the start: opens and closes readers, or makes calls on an interrupted
 * thread, and prints by how many KiB the process has grown in each of some passes after it was warm. It ends with the
 * first pass that grew less than the second argument says.
 */
final class OpenAndClose {
    static final int CYCLES = 100_000;

    private static final int WARM_UP = 20_000;
    private static final int PASSES = 4;
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] NO_REPORT = "Dear customer".getBytes(StandardCharsets.US_ASCII);

    private OpenAndClose() {}

    public static void main(String[] args) throws IOException {
        if (args[0].equals("readers")) {
            measure(args[1], OpenAndClose::readers);
        } else {
            // Never asked: each call is cancelled before it sends anything.
            try (IpassPortal portal =
                    IpassPortal.builder().baseUrl("https://127.0.0.1:1").credentials("ann", new char[] {'p'}).build()) {
                measure(args[1], count -> interrupted(portal, count));
            }
        }
    }

    private static void measure(String allowed, IntConsumer cycles) throws IOException {
        cycles.accept(WARM_UP);
        long grown = Long.MAX_VALUE;
        for (int pass = 0; pass < PASSES && grown >= Long.parseLong(allowed); pass++) {
            long before = residentKib();
            cycles.accept(CYCLES);
            grown = residentKib() - before;
            System.out.println(grown);
        }
    }

    /** Each call has a native handle of its own, by which it is cancelled. */
    private static void interrupted(IpassPortal portal, int count) {
        for (int i = 0; i < count; i++) {
            Thread.currentThread().interrupt();
            try (Reader<IpassCdr> none = portal.monthlyCdr("12", YearMonth.of(2026, 9))) {
                throw new AssertionError("it was read: " + none);
            } catch (CallrecException e) {
                if (e.kind() != ErrorKind.CANCELLED) {
                    throw e;
                }
            } finally {
                Thread.interrupted();
            }
        }
    }

    private static void readers(int count) {
        for (int i = 0; i < count; i++) {
            Callrec.open(NOTHING, Report.COMPANIES).close();
            if (i % 10 == 0) {
                fail();
            }
        }
    }

    private static void fail() {
        try (Reader<Company> none = Callrec.open(NO_REPORT, Report.COMPANIES)) {
            none.next();
        } catch (CallrecException e) {
            return;
        }
        throw new AssertionError("it was read");
    }

    private static long residentKib() throws IOException {
        for (String line : Files.readAllLines(Paths.get("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS");
    }
}
