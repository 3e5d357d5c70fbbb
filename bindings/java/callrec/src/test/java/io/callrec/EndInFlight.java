package io.callrec;

import java.time.YearMonth;

/**
 * A program whose main thread ends while a daemon thread waits in native code, after a call that was interrupted was
 * left in flight: neither keeps the JVM from ending.
 */
final class EndInFlight {
    private static final YearMonth MONTH = YearMonth.of(2026, 9);

    private EndInFlight() {}

    public static void main(String[] args) throws InterruptedException {
        String company = System.getenv("CALLREC_IPASS_PORTAL_COMPANY");
        IpassPortal portal = IpassPortal.fromEnvironment();
        Reader<IpassCdr> cdrs = portal.monthlyCdr(company, MONTH);
        Thread reading = new Thread(() -> cdrs.forEachRemaining(cdr -> {}));
        reading.setDaemon(true);
        reading.start();
        Thread.sleep(500);
        System.out.println("reading");

        Thread.currentThread().interrupt();
        try {
            portal.monthlyCdr(company, MONTH);
        } catch (CallrecException e) {
            System.out.println(e.kind());
        }
        System.out.println("end of main");
    }
}
