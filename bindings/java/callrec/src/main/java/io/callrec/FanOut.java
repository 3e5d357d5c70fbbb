package io.callrec;

import io.callrec.internal.abi.NativeFanOut;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;

/**
 * Many reports at once: one result a key (a company, a day, a window, a login), several opened at the same time. One
 * key's failure does not stop the others: it is that key's result.
 *
 * <pre>{@code
 * try (FanOut<IpassCdr> companies = portal.monthlyCdrOfAll(parent, month)) {
 *     for (FanOutResult<IpassCdr> one : companies) {
 *         try (Reader<IpassCdr> cdrs = one.reader()) { … }
 *     }
 * }
 * }</pre>
 *
 * <p>One thread at a time takes results; a reader that was taken may be read by any. Each holds a connection: read or
 * close it before many more are taken. Interrupting the thread that waits cancels it, as {@link #cancel()} does:
 * {@link ErrorKind#CANCELLED}, and the thread's interrupt flag is set.
 *
 * @param <T> what a record is
 */
public final class FanOut<T extends ReportRecord>
        implements Iterator<FanOutResult<T>>, Iterable<FanOutResult<T>>, AutoCloseable {
    static final int DEFAULT_CONCURRENCY = 4;

    private final Report<T> report;
    private final NativeFanOut fanOut;
    private FanOutResult<T> next;
    private final boolean collecting;
    /** Whether a result was taken. */
    private boolean begun;
    private boolean ended;

    FanOut(Report<T> report, NativeFanOut fanOut) {
        this(report, fanOut, false);
    }

    FanOut(Report<T> report, NativeFanOut fanOut, boolean collecting) {
        this.report = report;
        this.fanOut = fanOut;
        this.collecting = collecting;
    }

    /**
     * Whether there is another key; waits for its result.
     *
     * @return false after the last key
     * @throws CallrecException if the waiting itself failed: {@link ErrorKind#CANCELLED}
     * @throws IllegalStateException if it is closed, or an error such as an {@link OutOfMemoryError} has kept a result
     *     from arriving: then open the reports again
     */
    @Override
    public boolean hasNext() {
        fanOut.requireOpen();
        if (next == null && !ended) {
            next = fanOut.next(result -> new FanOutResult<>(report, result, collecting));
            ended = next == null;
        }
        return next != null;
    }

    /**
     * The next key and what came for it.
     *
     * @return the result, never null; its reader is to be closed
     * @throws NoSuchElementException after the last key
     * @throws CallrecException if the waiting itself failed
     * @throws IllegalStateException if it is closed
     */
    @Override
    public FanOutResult<T> next() {
        if (!hasNext()) {
            throw new NoSuchElementException(report + ": no key is left");
        }
        FanOutResult<T> taken = next;
        next = null;
        begun = true;
        return taken;
    }

    /**
     * This itself: the results are there once, and a second iterator goes on where the first one stopped.
     *
     * @return this
     * @throws IllegalStateException if all results were taken already
     */
    @Override
    public Iterator<FanOutResult<T>> iterator() {
        requireNotSpent();
        return this;
    }

    /**
     * The results for a stream: one by one, since each that is taken ahead holds a connection that nobody closes.
     *
     * @return a spliterator that never splits
     * @throws IllegalStateException if all results were taken already
     */
    @Override
    public Spliterator<FanOutResult<T>> spliterator() {
        requireNotSpent();
        return new RecordSpliterator<>(this);
    }

    /** A second pass would look like a parent without companies. */
    private void requireNotSpent() {
        if (begun && next == null && (ended || fanOut.remaining() == 0)) {
            throw new IllegalStateException(report + ": every result was taken already; open the reports again");
        }
    }

    /**
     * How many keys were not taken yet.
     *
     * @return a count
     */
    public long remaining() {
        return fanOut.remaining() + (next == null ? 0 : 1);
    }

    /**
     * Cancels it from any thread, for good: whoever waits in {@link #hasNext()} gets {@link ErrorKind#CANCELLED}, and
     * so does every later call. Readers that were taken go on. Does not wait.
     */
    public void cancel() {
        fanOut.cancel();
    }

    /** Ends the calls under way; readers that were taken go on. A second call does nothing. */
    @Override
    public void close() {
        try (FanOutResult<T> untaken = next) {
            next = null;
        } finally {
            fanOut.close();
        }
    }
}
