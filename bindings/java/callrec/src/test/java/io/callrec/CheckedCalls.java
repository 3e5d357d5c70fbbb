package io.callrec;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A program for a JVM that checks each call into native code: reads to the end and stops half-way, fails, sets records
 * aside, is interrupted, closes twice and calls what is closed, on several threads at once.
 */
final class CheckedCalls {
    private static final YearMonth MONTH = YearMonth.of(2026, 9);
    private static final int THREADS = 8;

    private CheckedCalls() {}

    public static void main(String[] args) throws Exception {
        String company = System.getenv("CALLREC_IPASS_PORTAL_COMPANY");
        try (IpassPortal portal = IpassPortal.fromEnvironment()) {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<?>> work = new ArrayList<>();
            try {
                for (int i = 0; i < THREADS; i++) {
                    work.add(threads.submit(() -> read(portal, company)));
                }
                for (Future<?> one : work) {
                    one.get(60, TimeUnit.SECONDS);
                }
            } finally {
                // Else a failure would leave threads that keep the JVM from ending.
                threads.shutdown();
            }
            expect(CallrecException.class, () -> portal.monthlyCdr("", MONTH));
            Thread.currentThread().interrupt();
            expect(CallrecException.class, () -> portal.monthlyCdr(company, MONTH));
            Thread.interrupted();
        }
        setAside();
        System.out.println("done");
    }

    private static void read(IpassPortal portal, String company) {
        try (Reader<IpassCdr> cdrs = portal.monthlyCdr(company, MONTH)) {
            cdrs.forEachRemaining(Object::toString);
            require(cdrs.accounting().read() > 0 && cdrs.bytesRead() > 0 && cdrs.proof().isPresent());
        }
        Reader<IpassCdr> half = portal.monthlyCdr(company, MONTH);
        half.next();
        half.cancel();
        half.close();
        half.close();
        expect(IllegalStateException.class, half::hasNext);
        try (Reader<Company> children = portal.childCompanies(company)) {
            children.forEachRemaining(Object::toString);
        }
    }

    private static void setAside() {
        // Synthetic rows.
        byte[] bad = "t1,,,,,,,,,,,,,\nt2,,,,,not a time,,,,,,,,\n".getBytes(StandardCharsets.US_ASCII);
        try (Reader<IpassCdr> cdrs = Callrec.open(bad, Report.IPASS_CDR)) {
            require("t1".equals(cdrs.next().transactionId()) && !cdrs.hasNext());
            require(cdrs.takeQuarantined().size() == 1);
        }
        expect(CallrecException.class, () -> Callrec.open("no report".getBytes(StandardCharsets.US_ASCII), Report.COMPANIES));
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError();
        }
    }

    private static void expect(Class<? extends Exception> wanted, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            require(wanted.isInstance(e));
            return;
        }
        throw new AssertionError("no " + wanted);
    }
}
