import io.callrec.CallrecException;
import io.callrec.IpassCdr;
import io.callrec.IpassPortal;
import io.callrec.Quarantined;
import io.callrec.Reader;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Downloads a month of call detail records into a file of fixed-width records, the classic input of a billing run: 120
 * bytes a record and a line feed, numbers with leading zeros, a sign of its own.
 *
 * <pre>
 * javac -cp callrec.jar FixedWidth.java
 * java -cp callrec.jar:jna.jar:. FixedWidth 2026-09 cdrs.dat
 *
 * bytes   1-24  transaction id          left, blanks
 * bytes  25-56  login name              left, blanks
 * bytes  57-70  time (UTC)              YYYYMMDDHHMMSS, zeros where there is none
 * bytes  71-80  length in seconds       right, zeros
 * byte      81  sign of the amount      + or -
 * bytes  82-97  amount in millionths    right, zeros
 * bytes 98-120  service type            left, blanks
 * </pre>
 *
 * <p>Reads {@code CALLREC_IPASS_PORTAL_URL} (optional), {@code …_USERNAME}, {@code …_PASSWORD} and {@code …_COMPANY}
 * from the environment. Exit code 0: the month came whole, every record could be read and every field fitted. The file
 * has its name only then: until then it is {@code FILE.<UUID>.partial}, so that two runs at once do not write into one
 * another. Records that could not be read are told by line, column and reason; then the exit code is 1.
 */
public final class FixedWidth {
    private static final int RECORD = 120;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    private final byte[] record = new byte[RECORD + 1];
    private int end;

    private FixedWidth() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: FixedWidth YYYY-MM FILE");
            System.exit(2);
        }
        String company = System.getenv("CALLREC_IPASS_PORTAL_COMPANY");
        if (company == null) {
            System.err.println("FixedWidth: CALLREC_IPASS_PORTAL_COMPANY is not set");
            System.exit(2);
        }
        Path file = Paths.get(args[1]);
        // This run's own, from the start to its end.
        Path partial = Files.createFile(
                file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".partial"));
        boolean whole = false;
        try {
            List<Quarantined> aside = write(company, YearMonth.parse(args[0]), partial);
            whole = aside.isEmpty();
            if (whole) {
                Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } else {
                tell(aside);
            }
        } catch (CallrecException | IllegalArgumentException e) {
            System.err.println("FixedWidth: " + e.getMessage());
        } finally {
            Files.deleteIfExists(partial);
        }
        System.exit(whole ? 0 : 1);
    }

    /** Where each stood and why, without its values. */
    private static void tell(List<Quarantined> aside) {
        aside.forEach(one -> System.err.println("FixedWidth: set aside: " + one));
        System.err.println("FixedWidth: " + aside.size() + " records were set aside; no file was put in place: have the"
                + " provider correct them, then run it again");
    }

    /** Writes the records of a month, and gives those that could not be read. */
    private static List<Quarantined> write(String company, YearMonth month, Path file) throws IOException {
        FixedWidth row = new FixedWidth();
        try (IpassPortal portal = IpassPortal.fromEnvironment();
                Reader<IpassCdr> cdrs = portal.monthlyCdr(company, month);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            // The loop ends only where the month came whole: a month that breaks off is an exception.
            for (IpassCdr cdr : cdrs) {
                out.write(row.of(cdr));
            }
            // On disk before it has its name: a machine that stops then leaves the old file, or the whole new one.
            channel.force(true);
            System.err.println(cdrs.accounting());
            return cdrs.takeQuarantined();
        }
    }

    private byte[] of(IpassCdr cdr) {
        end = 0;
        left(24, cdr.transactionId());
        left(32, cdr.userId().orElse(""));
        left(14, cdr.gmtTime().map(time -> STAMP.format(time.atOffset(ZoneOffset.UTC))).orElse("00000000000000"));
        right(10, cdr.sessionLength().map(Duration::getSeconds).orElse(0L));
        BigDecimal amount = cdr.netBillingAmount().orElse(BigDecimal.ZERO);
        left(1, amount.signum() < 0 ? "-" : "+");
        right(16, amount.abs().movePointRight(6).longValueExact());
        left(23, cdr.serviceType().orElse(""));
        record[end] = '\n';
        return record;
    }

    /** Text to the left, blanks behind it. A text that is too long must not be cut. */
    private void left(int width, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > width) {
            throw new IllegalArgumentException("does not fit " + width + " bytes: " + text);
        }
        System.arraycopy(bytes, 0, record, end, bytes.length);
        Arrays.fill(record, end + bytes.length, end + width, (byte) ' ');
        end += width;
    }

    /** A number to the right, zeros before it. */
    private void right(int width, long number) {
        left(width, String.format(Locale.ROOT, "%0" + width + "d", number));
    }
}
