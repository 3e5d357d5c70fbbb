import io.callrec.BillingFeed;
import io.callrec.BillingFeedRow;
import io.callrec.CallrecException;
import io.callrec.FeedCursor;
import io.callrec.Quarantined;
import io.callrec.Reader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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
 * <p>The cursor file is written after both are on disk, also where the feed fails in the middle: the next run goes on
 * behind the rows that came before. A run that is killed before that, or finds no room on the disk, hands the same rows
 * on again at the next one: whoever loads the file drops ids that he has. Half a line that it left is cut off. A cursor
 * file that is missing is an error, never a silent first run, and a first run where there is one as well. A run that
 * meets another at work on the same file ends, and changes nothing.
 *
 * <p>Reads {@code CALLREC_BILLING_FEED_URL}, {@code …_USERNAME} and {@code …_PASSWORD} from the environment.
 */
public final class PollFeed {
    private PollFeed() {}

    public static void main(String[] args) throws IOException {
        boolean firstRun = args.length == 3 && args[2].equals("--first-run");
        if (args.length != 2 && !firstRun || args[1].equals(args[0]) || args[1].equals(args[0] + ".aside")) {
            System.err.println("usage: PollFeed FILE CURSOR [--first-run], with two different files");
            System.exit(2);
        }
        boolean done = false;
        // Open until the cursor is saved: only then another run may begin, with this cursor.
        try (RandomAccessFile calls = new RandomAccessFile(args[0], "rw")) {
            done = isAlone(calls, args[0])
                    && mayBegin(firstRun, Paths.get(args[1]))
                    && collect(firstRun, calls, args[0], Paths.get(args[1]));
        } catch (CallrecException e) {
            System.err.println("PollFeed: " + e.getMessage());
        }
        System.exit(done ? 0 : 1);
    }

    /** Whether no other run is at work on the file, nor will be before this one has closed it. */
    private static boolean isAlone(RandomAccessFile calls, String name) throws IOException {
        // Let go when any stream of this process on the file is closed: so there is this one alone.
        boolean alone = calls.getChannel().tryLock() != null;
        if (!alone) {
            System.err.println("PollFeed: " + name + ": another run is at work");
        }
        return alone;
    }

    /** A first run hands everything on, also what the cursor covers. */
    private static boolean mayBegin(boolean firstRun, Path state) {
        boolean again = firstRun && Files.exists(state);
        if (again) {
            System.err.println("PollFeed: " + state + " is there: run it without --first-run; or, to have every row"
                    + " again, remove both files first");
        }
        return !again;
    }

    /** Collects what is new; true. Of a feed that fails what came before, which is the cursor's then. */
    private static boolean collect(boolean firstRun, RandomAccessFile calls, String name, Path state)
            throws IOException {
        try (BillingFeed feed = BillingFeed.fromEnvironment();
                Reader<BillingFeedRow> rows =
                        feed.collect(firstRun ? FeedCursor.firstRun() : FeedCursor.load(state))) {
            CallrecException failure = append(rows, calls, name);
            List<Quarantined> aside = rows.takeQuarantined();
            appendAside(aside, name + ".aside");
            // First the rows, then the cursor: never the other way round.
            rows.cursor().save(state);
            System.err.println(rows.accounting());
            if (!aside.isEmpty()) {
                System.err.println(
                        "PollFeed: " + aside.size() + " rows were set aside; they are in " + name + ".aside");
            }
            if (failure != null) {
                System.err.println("PollFeed: the rows before the failure are kept; run it again, without --first-run");
                throw failure;
            }
            return true;
        }
    }

    /** Appends the rows up to the end, which gives null, or up to a failure, which it gives. */
    private static CallrecException append(Reader<BillingFeedRow> rows, RandomAccessFile calls, String name)
            throws IOException {
        AtomicReference<CallrecException> failure = new AtomicReference<>();
        append(calls, name, StandardCharsets.UTF_8, out -> {
            try {
                for (BillingFeedRow row : rows) {
                    out.println(Long.toUnsignedString(row.id())
                            + " " + row.origin().orElse("-")
                            + " " + row.destination().orElse("-")
                            + " " + row.charge().map(charge -> charge.toPlainString()).orElse("-"));
                }
            } catch (CallrecException e) {
                failure.set(e);
            }
        });
        return failure.get();
    }

    /** Rows that could not be read, whole; told is only where each stood and why. */
    private static void appendAside(List<Quarantined> aside, String name) throws IOException {
        if (aside.isEmpty()) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(name, "rw")) {
            // Any bytes: written as they came.
            append(file, name, StandardCharsets.ISO_8859_1, out -> {
                for (Quarantined row : aside) {
                    System.err.println("PollFeed: set aside: " + row);
                    String raw = new String(row.raw(), StandardCharsets.ISO_8859_1);
                    out.println(row.line() + "\t" + row.column().orElse("") + "\t" + row.reason()
                            + "\t" + raw.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"));
                }
            });
        }
    }

    /** Appends to a file of lines; it is on disk afterwards. */
    private static void append(RandomAccessFile file, String name, Charset charset, Consumer<PrintWriter> lines)
            throws IOException {
        cutOffHalfALine(file);
        // Not closed: the file is whoever's opened it.
        PrintWriter out = new PrintWriter(
                new OutputStreamWriter(Channels.newOutputStream(file.getChannel()), charset));
        lines.accept(out);
        out.flush();
        if (out.checkError()) {
            throw new IOException("cannot write " + name);
        }
        file.getFD().sync();
        // A file that is new is on disk with its name only when its folder is.
        try (FileChannel folder = FileChannel.open(Paths.get(name).toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }

    /** What a run that was killed within a line has left of it, comes again as a whole. */
    private static void cutOffHalfALine(RandomAccessFile file) throws IOException {
        long end = file.length();
        for (; end > 0; end--) {
            file.seek(end - 1);
            if (file.read() == '\n') {
                break;
            }
        }
        file.setLength(end);
        file.seek(end);
    }
}
