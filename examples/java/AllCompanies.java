import io.callrec.CallrecException;
import io.callrec.FanOut;
import io.callrec.FanOutOrder;
import io.callrec.FanOutResult;
import io.callrec.IpassCdr;
import io.callrec.IpassPortal;
import io.callrec.Quarantined;
import io.callrec.Reader;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;

/**
 * Adds up a month of an account and of all its child companies, four reports opened at once.
 *
 * <pre>
 * javac -cp callrec.jar AllCompanies.java
 * java -cp callrec.jar:jna.jar:. AllCompanies 2026-09
 * </pre>
 *
 * <p>Prints {@code COMPANY RECORDS AMOUNT} for each company whose month came whole, without a record that could not be
 * read. One company's failure is its own: the others go on. Reads {@code CALLREC_IPASS_PORTAL_URL} (optional), {@code
 * …_USERNAME}, {@code …_PASSWORD} and {@code …_COMPANY} from the environment. Exit code 0: every company was printed.
 */
public final class AllCompanies {
    private static final int AT_ONCE = 4;

    private long aside;
    private int failed;

    private AllCompanies() {}

    public static void main(String[] args) {
        if (args.length != 1) {
            System.err.println("usage: AllCompanies YYYY-MM");
            System.exit(2);
        }
        String parent = System.getenv("CALLREC_IPASS_PORTAL_COMPANY");
        if (parent == null) {
            System.err.println("AllCompanies: CALLREC_IPASS_PORTAL_COMPANY is not set");
            System.exit(2);
        }
        AllCompanies run = new AllCompanies();
        try (IpassPortal portal = IpassPortal.fromEnvironment();
                FanOut<IpassCdr> companies = portal.monthlyCdrOfAll(
                        parent, YearMonth.parse(args[0]), AT_ONCE, FanOutOrder.AS_COMPLETED)) {
            for (FanOutResult<IpassCdr> company : companies) {
                run.addUp(company);
            }
        }
        if (run.aside > 0) {
            System.err.println("AllCompanies: " + run.aside + " records were set aside; their companies were not added"
                    + " up: have the provider correct them, then run it again");
        }
        // A full disk, say, is no exception of a PrintStream.
        boolean lost = System.out.checkError();
        if (lost) {
            System.err.println("AllCompanies: standard output could not be written");
        }
        System.exit(run.aside == 0 && run.failed == 0 && !lost ? 0 : 1);
    }

    private void addUp(FanOutResult<IpassCdr> company) {
        try (Reader<IpassCdr> cdrs = company.reader()) {
            long records = 0;
            BigDecimal amount = BigDecimal.ZERO;
            for (IpassCdr cdr : cdrs) {
                records++;
                amount = amount.add(cdr.netBillingAmount().orElse(BigDecimal.ZERO));
            }
            List<Quarantined> unread = cdrs.takeQuarantined();
            if (unread.isEmpty()) {
                System.out.println(company.key() + " " + records + " " + amount.toPlainString());
            }
            // Where each stood and why, without its values.
            unread.forEach(one -> System.err.println("AllCompanies: " + company.key() + ": set aside: " + one));
            aside += unread.size();
        } catch (CallrecException e) {
            System.err.println("AllCompanies: " + company.key() + ": " + e.getMessage());
            failed++;
        }
    }
}
