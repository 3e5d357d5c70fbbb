package io.callrec;

import java.time.YearMonth;

/**
 * A program with calls in flight: threads that are no daemons wait inside a body, and one before its answer. Then it does
 * what its argument says: {@code exit} ends the JVM, {@code wait} lets it be killed.
 */
final class CallsInFlight {
    static final int EXIT_CODE = 7;

    private static final YearMonth MONTH = YearMonth.of(2026, 9);
    private static final int THREADS = 4;

    private CallsInFlight() {}

    public static void main(String[] args) throws InterruptedException {
        String company = System.getenv("CALLREC_IPASS_PORTAL_COMPANY");
        IpassPortal portal = IpassPortal.fromEnvironment();
        portal.login();
        for (int i = 0; i < THREADS; i++) {
            new Thread(() -> portal.monthlyCdr(company, MONTH).forEachRemaining(cdr -> {})).start();
        }
        // Its answer never begins.
        new Thread(() -> portal.childCompanies(company)).start();
        Thread.sleep(700);
        System.out.println("in flight");
        if (args[0].equals("exit")) {
            System.exit(EXIT_CODE);
        }
        Thread.sleep(60_000);
    }
}
