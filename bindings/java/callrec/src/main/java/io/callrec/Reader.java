package io.callrec;

import io.callrec.internal.Batch;
import io.callrec.internal.NativeReader;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The records of one body, while it is still arriving: single-pass, in order, in bounded memory.
 *
 * <pre>{@code
 * try (Reader<IpassCdr> cdrs = portal.monthlyCdr(company, YearMonth.of(2026, 9))) {
 *     for (IpassCdr cdr : cdrs) { … }
 * }
 * }</pre>
 *
 * <p><b>The end.</b> {@link #hasNext()} gives false only when the whole body was read and is known to be whole. A body
 * that breaks off, or cannot be read as a whole, is a {@link CallrecException} after the records before it; the
 * exception comes again on every later call. So a caller that must not act on a part waits for the end before it
 * commits.
 *
 * <p><b>Threads.</b> One thread at a time iterates. {@link #cancel()} and {@link #close()} may come from any thread. An
 * interrupt of the thread that waits in {@link #hasNext()} cancels the download: {@link ErrorKind#CANCELLED}, and the
 * thread's interrupt flag is set.
 *
 * <p>After {@link #close()} iterating is an {@link IllegalStateException}; what was counted can still be asked.
 *
 * @param <T> what a record is
 */
public final class Reader<T extends ReportRecord> implements Iterator<T>, Iterable<T>, AutoCloseable {
    private final Report<T> report;
    private final NativeReader reader;

    private Batch batch;
    private int row;
    private RuntimeException failure;
    private boolean ended;

    Reader(Report<T> report, NativeReader reader) {
        this.report = report;
        this.reader = reader;
    }

    /**
     * The report being read.
     *
     * @return the report
     */
    public Report<T> report() {
        return report;
    }

    /**
     * Whether there is another record; waits for it where it has not arrived yet.
     *
     * @return false at the proven end of the body
     * @throws CallrecException if the body cannot be read on
     * @throws IllegalStateException if the reader is closed
     */
    @Override
    public boolean hasNext() {
        reader.requireOpen();
        while (batch == null || row == batch.rows()) {
            if (failure != null) {
                throw failure;
            }
            if (ended) {
                return false;
            }
            fill();
        }
        return true;
    }

    private void fill() {
        try {
            batch = reader.next();
            row = 0;
            ended = batch == null;
        } catch (CallrecException e) {
            batch = null;
            failure = e;
        }
    }

    /**
     * The next record.
     *
     * @return the record, never null
     * @throws NoSuchElementException at the end
     * @throws CallrecException if the body cannot be read on
     * @throws IllegalStateException if the reader is closed
     */
    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException(report + ": no record is left");
        }
        return report.record(batch, row++);
    }

    /**
     * This reader itself: the records are there once, and a second iterator goes on where the first one stopped.
     *
     * @return this
     */
    @Override
    public Iterator<T> iterator() {
        return this;
    }

    /**
     * The records that are left as a sequential stream. Closing the stream closes this reader.
     *
     * @return a stream, to be closed
     */
    public Stream<T> stream() {
        int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, traits), false).onClose(this::close);
    }

    /**
     * Where the records of the body went, so far. Counts what is decoded, which may be
     * a batch or two ahead of the records handed on; at the end both agree.
     *
     * @return the counts; after {@link #close()} as they stood then
     */
    public Accounting accounting() {
        return reader.accounting();
    }

    /**
     * Takes the records set aside since the last call, in input order. Some ten thousand are kept; a body that has
     * more, with nobody taking them, ends with {@link ErrorKind#LIMIT}.
     *
     * @return the records, empty when there are none
     * @throws IllegalStateException if the reader is closed, or another thread is inside {@link #hasNext()}
     */
    public List<Quarantined> takeQuarantined() {
        return Collections.unmodifiableList(reader.takeQuarantined());
    }

    /**
     * How it is known that the body was received to its end.
     *
     * @return the proof, once the end has been reached
     */
    public Optional<Proof> proof() {
        return Optional.ofNullable(reader.proof());
    }

    /**
     * How many bytes of the body have arrived. Any thread may ask, while another one reads.
     *
     * @return a count; after {@link #close()} as it stood then
     */
    public long bytesRead() {
        return reader.bytesRead();
    }

    /**
     * Ends the download from any thread: whoever waits in {@link #hasNext()} gets {@link ErrorKind#CANCELLED}. Does not
     * wait, and does nothing after the end or after {@link #close()}.
     */
    public void cancel() {
        reader.cancel();
    }

    /** Ends the download where it still runs, and releases what is native. A second call does nothing. */
    @Override
    public void close() {
        reader.close();
    }

    @Override
    public String toString() {
        return "Reader[" + Objects.toString(report) + ", " + reader.accounting() + "]";
    }
}
