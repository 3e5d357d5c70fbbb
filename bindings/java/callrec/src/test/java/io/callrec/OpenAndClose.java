package io.callrec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;

/**
 * A program for a JVM whose heap is all there from the start: opens and closes readers, and prints by how many KiB the
 * process has grown after it was warm.
 */
final class OpenAndClose {
    static final int CYCLES = 100_000;

    private static final int WARM_UP = 20_000;
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] NO_REPORT = "Dear customer".getBytes(StandardCharsets.US_ASCII);

    private OpenAndClose() {}

    public static void main(String[] args) throws IOException {
        cycles(WARM_UP);
        long before = residentKib();
        cycles(CYCLES);
        System.out.println(residentKib() - before);
    }

    private static void cycles(int count) {
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
