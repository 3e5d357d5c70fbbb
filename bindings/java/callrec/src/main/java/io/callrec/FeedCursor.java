package io.callrec;

import io.callrec.internal.abi.NativeCursor;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How far a billing feed has been collected: a small text, to be kept together with the rows. It is what makes every
 * row come once: save it after the rows are safe, never before. It holds no secret. Immutable.
 */
public final class FeedCursor {
    /** What the text says where no row after the last id is covered. */
    private static final String NOTHING_OF_A_PAGE = "\nbeyond -\n";

    private final String text;
    private final long lastId;
    private final FeedDialect dialect;

    FeedCursor(String text) {
        long[] covered = NativeCursor.covered(text);
        this.text = text;
        this.lastId = covered[0];
        this.dialect = FeedDialect.ofCode((int) covered[1]);
    }

    /**
     * The cursor of a first run: everything that the service has.
     *
     * @return the cursor
     */
    public static FeedCursor firstRun() {
        return new FeedCursor(NativeCursor.firstRun());
    }

    /**
     * A cursor after a row that was collected by other means. That row is not handed on again, and its content is not
     * compared.
     *
     * @param lastId the row's id, not 0
     * @return the cursor
     * @throws CallrecException {@link ErrorKind#INVALID_ARGUMENT} for 0
     */
    public static FeedCursor after(long lastId) {
        return new FeedCursor(NativeCursor.after(lastId));
    }

    /**
     * A cursor of its text.
     *
     * @param text what {@link #text()} gave
     * @return the cursor
     * @throws CallrecException {@link ErrorKind#STATE_CORRUPT}, or {@link ErrorKind#WRONG_STATE} of a newer version
     */
    public static FeedCursor parse(String text) {
        return new FeedCursor(NativeCursor.checked(Objects.requireNonNull(text, "text")));
    }

    /**
     * Loads a cursor. One that is not there is an error, never a silent first run.
     *
     * @param path the file
     * @return the cursor
     * @throws CallrecException {@link ErrorKind#IO}, {@link ErrorKind#STATE_CORRUPT} or {@link ErrorKind#WRONG_STATE}
     */
    public static FeedCursor load(Path path) {
        return new FeedCursor(NativeCursor.load(LocalPath.text("path", path)));
    }

    /**
     * Saves the cursor, whole and on disk, or not at all. A file that is there is replaced.
     *
     * @param path the file
     * @throws CallrecException {@link ErrorKind#IO}
     */
    public void save(Path path) {
        NativeCursor.save(text, LocalPath.text("path", path));
    }

    /**
     * A copy that takes what the service has of the rows now for good, for use after {@link ErrorKind#ROW_REVISED} was
     * looked into.
     *
     * @return the other cursor
     */
    public FeedCursor acceptRevised() {
        return new FeedCursor(NativeCursor.acceptRevised(text));
    }

    /**
     * The cursor as text, to be kept beside the rows, in a database say.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    /**
     * The last id that is covered. Within a page, whose rows need not be in order, it is the one before the page; the
     * cursor itself knows which rows of the page are covered.
     *
     * @return the id, unsigned as {@link BillingFeedRow#id()}; 0 before the first one
     */
    public long lastId() {
        return lastId;
    }

    /**
     * Whether the service gives the row of {@code fromid} again, as far as is known.
     *
     * @return the dialect
     */
    public FeedDialect dialect() {
        return dialect;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeedCursor && text.equals(((FeedCursor) other).text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The last id in one line, and whether more is covered. */
    @Override
    public String toString() {
        boolean within = !text.contains(NOTHING_OF_A_PAGE);
        if (lastId == 0) {
            return within ? "within the first page" : "before the first row";
        }
        return "after " + Long.toUnsignedString(lastId) + (within ? ", within the page that follows" : "");
    }
}
