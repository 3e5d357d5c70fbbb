import io.callrec.BillingFeed;
import io.callrec.BillingFeedRow;
import io.callrec.CallrecException;
import io.callrec.FeedCursor;
import io.callrec.Reader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * Appends what is new in a billing feed to a file, once a run: every row once, over any number of runs.
 *
 * <pre>
 * javac -cp callrec.jar PollFeed.java
 * java -cp callrec.jar:jna.jar:. PollFeed calls.txt feed.cursor --first-run      the first time
 * java -cp callrec.jar:jna.jar:. PollFeed calls.txt feed.cursor                  from then on, by cron say
 * </pre>
 *
 * <p>The cursor file is written after the rows are in their file. A run that is killed between the two hands the same
 * rows on again at the next one: whoever loads the file drops ids that he has. A cursor file that is missing is an
 * error, never a silent first run.
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
            // First the rows, then the cursor: never the other way round.
            rows.cursor().save(state);
            System.err.println(rows.accounting());
        } catch (CallrecException e) {
            System.err.println("PollFeed: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void append(Reader<BillingFeedRow> rows, String name) throws IOException {
        try (FileOutputStream file = new FileOutputStream(name, true);
                PrintWriter out = new PrintWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8))) {
            for (BillingFeedRow row : rows) {
                out.println(Long.toUnsignedString(row.id())
                        + " " + row.origin().orElse("-")
                        + " " + row.destination().orElse("-")
                        + " " + row.charge().map(charge -> charge.toPlainString()).orElse("-"));
            }
            out.flush();
            if (out.checkError()) {
                throw new IOException("cannot write " + name);
            }
            file.getFD().sync();
        }
    }
}
