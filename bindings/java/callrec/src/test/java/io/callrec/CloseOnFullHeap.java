package io.callrec;

import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A program for a JVM with a small heap: closes what it opens while no byte is left on the heap, more often than there
 * are places with a host, and then takes all the places. Prints what was closed.
 */
final class CloseOnFullHeap {
    private static final int PLACES = 8;
    private static final YearMonth MONTH = YearMonth.of(2026, 9);

    private static Object[] full;
    private static Throwable thrown;

    private CloseOnFullHeap() {}

    public static void main(String[] args) {
        String company = System.getenv("CALLREC_IPASS_PORTAL_COMPANY");
        try (IpassPortal portal =
                IpassPortal.builder().environment().timeout(Duration.ofSeconds(15)).build()) {
            portal.login();
            closesAll("readers", portal, () -> {
                Reader<IpassCdr> cdrs = portal.monthlyCdr(company, MONTH);
                cdrs.next();
                return cdrs;
            });
            closesAll("fan-outs", portal, () -> {
                FanOut<IpassCdr> companies = portal.monthlyCdrOfAll(company, MONTH, 1, FanOutOrder.IN_ORDER);
                companies.hasNext();
                return companies;
            });
            closesAll("documents", portal, () -> portal.childCustomReport(company, MONTH, "usage"));
            closesAll("clients", portal, IpassPortal::fromEnvironment);
        }
    }

    private static void closesAll(String name, IpassPortal portal, Supplier<AutoCloseable> open) {
        for (int i = 0; i <= PLACES; i++) {
            closeOnFullHeap(open.get());
        }
        String company = System.getenv("CALLREC_IPASS_PORTAL_COMPANY");
        List<Reader<IpassCdr>> readers = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            readers.add(portal.monthlyCdr(company, MONTH));
        }
        readers.forEach(Reader::close);
        System.out.println(name);
    }

    private static void closeOnFullHeap(AutoCloseable one) {
        fill();
        try {
            one.close();
        } catch (Throwable e) {
            thrown = e;
        }
        full = null;
        if (thrown != null) {
            throw new IllegalStateException("it was not closed", thrown);
        }
    }

    private static void fill() {
        for (int size = 1 << 20; size >= 1; ) {
            try {
                Object[] more = new Object[size];
                more[0] = full;
                full = more;
            } catch (OutOfMemoryError e) {
                size >>= 4;
            }
        }
    }
}
