import io.callrec.BillingFeed;
import io.callrec.BillingFeedRow;
import io.callrec.CallrecException;
import io.callrec.FeedCursor;
import io.callrec.Quarantined;
import io.callrec.Reader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.function.Consumer;

/**
 * Appends what is new in a billing feed to a file, once a run: every row that can be read once, over any number of
 * runs.
 *
 * <pre>
 * javac -cp callrec.jar PollFeed.java
 * java -cp callrec.jar:jna.jar:. PollFeed calls.txt feed.cursor --first-run      the first time
 * java -cp callrec.jar:jna.jar:. PollFeed calls.txt feed.cursor                  from then on, by cron say
 * </pre>
 *
 * <p>A row that could not be read goes to {@code calls.txt.aside}: its line, column, what is wrong, and the row as it
 * came, with tabs between; a line end within the row is {@code \n} there, and a backslash two. The feed does not give it
 * again.
 *
 * <p>The cursor file is written after both are on disk. A run that is killed between the two hands the same rows on
 * again at the next one: whoever loads the file drops ids that he has. A cursor file that is missing is an error, never
 * a silent first run.
 *
 * <p>Reads {@code CALLREC_BILLING_FEED_URL}, {@code …_USERNAME} and {@code …_PASSWORD} from the environment.
 */
public final class PollFeed {
    private PollFeed() {}

    public static void main(String[] args) throws IOException {
        boolean firstRun = args.length == 3 && args[2].equals("--first-run");
        if (args.length != 2 && !firstRun) {
            System.err.println("usage: PollFeed FILE CURSOR [--first-run]");
            System.exit(2);
        }
        Path state = Paths.get(args[1]);
        try (BillingFeed feed = BillingFeed.fromEnvironment();
                Reader<BillingFeedRow> rows =
                        feed.collect(firstRun ? FeedCursor.firstRun() : FeedCursor.load(state))) {
            append(rows, args[0]);
            List<Quarantined> aside = rows.takeQuarantined();
            appendAside(aside, args[0] + ".aside");
            // First the rows, then the cursor: never the other way round.
            rows.cursor().save(state);
            System.err.println(rows.accounting());
            if (!aside.isEmpty()) {
                System.err.println(
                        "PollFeed: " + aside.size() + " rows were set aside; they are in " + args[0] + ".aside");
            }
        } catch (CallrecException e) {
            System.err.println("PollFeed: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void append(Reader<BillingFeedRow> rows, String name) throws IOException {
        append(name, StandardCharsets.UTF_8, out -> {
            for (BillingFeedRow row : rows) {
                out.println(Long.toUnsignedString(row.id())
                        + " " + row.origin().orElse("-")
                        + " " + row.destination().orElse("-")
                        + " " + row.charge().map(charge -> charge.toPlainString()).orElse("-"));
            }
        });
    }

    /** Rows that could not be read, whole; told is only where each stood and why. */
    private static void appendAside(List<Quarantined> aside, String name) throws IOException {
        if (aside.isEmpty()) {
            return;
        }
        // Any bytes: written as they came.
        append(name, StandardCharsets.ISO_8859_1, out -> {
            for (Quarantined row : aside) {
                System.err.println("PollFeed: set aside: " + row);
                String raw = new String(row.raw(), StandardCharsets.ISO_8859_1);
                out.println(row.line() + "\t" + row.column().orElse("") + "\t" + row.reason()
                        + "\t" + raw.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"));
            }
        });
    }

    /** Appends to a file; it is on disk afterwards. */
    private static void append(String name, Charset charset, Consumer<PrintWriter> lines) throws IOException {
        try (FileOutputStream file = new FileOutputStream(name, true);
                PrintWriter out = new PrintWriter(new OutputStreamWriter(file, charset))) {
            lines.accept(out);
            out.flush();
            if (out.checkError()) {
                throw new IOException("cannot write " + name);
            }
            file.getFD().sync();
        }
        // A file that is new is on disk with its name only when its folder is.
        try (FileChannel folder = FileChannel.open(Paths.get(name).toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }
}
