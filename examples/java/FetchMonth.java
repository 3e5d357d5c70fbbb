import io.callrec.IpassCdr;
import io.callrec.IpassPortal;
import io.callrec.Reader;
import java.time.YearMonth;

/**
 * Downloads a month of call detail records and prints transaction ids, amounts and times.
 *
 * <p>Address and credentials come from {@code CALLREC_IPASS_PORTAL_URL}, {@code …_USERNAME} and {@code …_PASSWORD}, the
 * company from {@code CALLREC_IPASS_PORTAL_COMPANY}; the month is the only argument, {@code 2026-09} without one. Ends
 * with 1 where records were set aside, or what was printed was not written: the month is not whole then.
 *
 * <pre>
 * javac -cp callrec.jar FetchMonth.java
 * java -cp callrec.jar:jna.jar:. FetchMonth 2026-09
 * </pre>
 */
public final class FetchMonth {
    private FetchMonth() {}

    public static void main(String[] args) {
        if (System.getenv("CALLREC_IPASS_PORTAL_COMPANY") == null) {
            System.err.println("FetchMonth: CALLREC_IPASS_PORTAL_COMPANY is not set");
            System.exit(2);
        }
        // readme: begin
        String company = System.getenv("CALLREC_IPASS_PORTAL_COMPANY");
        YearMonth month = YearMonth.parse(args.length > 0 ? args[0] : "2026-09");
        long missing;
        try (IpassPortal portal = IpassPortal.fromEnvironment();
                Reader<IpassCdr> cdrs = portal.monthlyCdr(company, month)) {
            for (IpassCdr cdr : cdrs) {
                System.out.printf("%s %s %s%n", cdr.transactionId(),
                        cdr.netBillingAmount().map(Object::toString).orElse("-"),
                        cdr.gmtTime().map(Object::toString).orElse("-"));
            }
            // What could not be read was set aside: told, never dropped.
            cdrs.takeQuarantined().forEach(aside -> System.err.println("set aside: " + aside));
            System.err.println(cdrs.accounting());
            missing = cdrs.accounting().quarantined();
        }
        // readme: end
        // A full disk, say, is no exception of a PrintStream.
        boolean lost = System.out.checkError();
        if (lost) {
            System.err.println("FetchMonth: standard output could not be written");
        }
        System.exit(missing == 0 && !lost ? 0 : 1);
    }
}
