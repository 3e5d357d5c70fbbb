package io.callrec;

import io.callrec.internal.Batch;
import io.callrec.internal.abi.NativeReader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The records of one body, while it is still arriving: single-pass, in order, in bounded memory.
 *
 * <pre>{@code
 * try (Reader<IpassCdr> cdrs = portal.monthlyCdr(company, YearMonth.of(2026, 9))) {
 *     for (IpassCdr cdr : cdrs) { … }
 *     cdrs.takeQuarantined().forEach(one -> …); // what could not be read
 * }
 * }</pre>
 *
 * <p><b>The end.</b> {@link #hasNext()} gives false only when the whole body was read and is known to be whole. A body
 * that breaks off, or cannot be read as a whole, is a {@link CallrecException} after the records before it; the
 * exception comes again on every later call. So a caller that must not act on a part waits for the end before it
 * commits.
 *
 * <p><b>One pass.</b> The records are there once. A pass that was left goes on where it stopped; after the end, or once
 * the records were written, unified or exported, another one is an {@link IllegalStateException} and not the nothing
 * that is left. Only {@link #hasNext()} stays false after the end.
 *
 * <p><b>What was set aside.</b> A record that cannot be read is no exception: it is counted in {@link #accounting()} and
 * kept until {@link #takeQuarantined()} takes it, whichever way the others are read. With the reader it is gone; so
 * whoever bills the others asks for it at the end, and whoever collects a feed does before the cursor is saved, since
 * the cursor may cover it, and then it does not come again.
 *
 * <p><b>Threads.</b> One thread at a time iterates. {@link #cancel()} and {@link #close()} may come from any thread. An
 * interrupt of the thread that waits in {@link #hasNext()} cancels the download: {@link ErrorKind#CANCELLED}, and the
 * thread's interrupt flag is set.
 *
 * <p><b>Places.</b> Until it is read to its end or closed, a reader holds one of the eight places that all clients have
 * with a host: all of the process that share one loaded copy of the library. Each class loader that has callrec to
 * itself has a copy of its own, with eight places more. Whoever holds eight and opens a ninth, or eight threads that
 * each open a second one inside the first, wait for places that they hold themselves, and fail with {@link
 * ErrorKind#LIMIT} only when none of the open ones was read for two minutes. Close a reader or read it to its end before
 * the next is opened, or raise {@link ConnectionBuilder#concurrency}, or set {@link ConnectionBuilder#timeout}.
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
    private CallrecException failure;
    private boolean ended;
    /** Whether a record was handed on. */
    private boolean begun;
    /** Who has the records that are left, where this reader has them no more. */
    private String taken;
    /** Whether the rows are a feed's, which are collected with a cursor. */
    private final boolean collecting;
    /** Where the feed stood before what is read now. */
    private String before;
    /** Whether what came after {@link #before} is lost. */
    private boolean lost;
    /** That of the unified records, once there is one: it has what is left. */
    private Reader<UnifiedRecord> unified;

    Reader(Report<T> report, NativeReader reader) {
        this(report, reader, false);
    }

    Reader(Report<T> report, NativeReader reader, boolean collecting) {
        this.report = report;
        this.reader = reader;
        this.collecting = collecting;
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
     * @throws IllegalStateException if the reader is closed, its records were unified or exported, or an error such as
     *     an {@link OutOfMemoryError} has kept records from arriving: then open the report again
     */
    @Override
    public boolean hasNext() {
        requireOwn();
        while (batch == null || row == batch.rows()) {
            requireNoFailure();
            if (ended) {
                return false;
            }
            fill();
        }
        return true;
    }

    private void requireOwn() {
        reader.requireOpen();
        if (taken != null) {
            throw new IllegalStateException(
                    report + ": the records of this reader " + taken + "; open the report again");
        }
    }

    /** Each time an exception of its own: one that is under way already cannot be suppressed by itself. */
    private void requireNoFailure() {
        if (failure != null) {
            throw failure.again();
        }
    }

    private void fill() {
        remember();
        try {
            batch = reader.next();
            row = 0;
            ended = batch == null;
        } catch (CallrecException e) {
            batch = null;
            failure = e;
            throw e;
        } finally {
            lost = reader.isBroken();
        }
    }

    private void remember() {
        reader.requireNothingLost();
        if (collecting) {
            before = reader.cursor();
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
        T record = report.record(batch, row);
        // Only now: a record that could not be made is still the next one.
        row++;
        begun = true;
        return record;
    }

    /**
     * This reader itself: the records are there once, and a second iterator goes on where the first one stopped.
     *
     * @return this
     * @throws IllegalStateException if its records were read to the end, written, unified or exported already
     */
    @Override
    public Iterator<T> iterator() {
        requireNotSpent();
        return this;
    }

    /**
     * The records that are left as a sequential stream. Closing the stream closes this reader: so take what was set
     * aside before, with {@link #takeQuarantined()}.
     *
     * <p>What a stream takes of the reader, the reader has given. A {@code limit}, {@code findFirst} or {@code anyMatch}
     * takes as many as it gives, of a sequential stream, and where no {@code flatMap} or {@code gather} stands between;
     * {@code takeWhile} and the stream's own {@code iterator()} take one more, which is gone; a parallel stream may take
     * all. So a feed that is to be collected up to a certain record is read by a loop. {@code parallel()} reads no
     * faster: the records come in order, from one thread.
     *
     * @return a stream, to be closed
     * @throws IllegalStateException if its records were read to the end, written, unified or exported already
     */
    public Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false).onClose(this::close);
    }

    /**
     * The records that are left, for streams. It never splits: whatever a stream takes was asked for by it.
     *
     * @return a spliterator, ordered and of no known size
     * @throws IllegalStateException if its records were read to the end, written, unified or exported already
     */
    @Override
    public Spliterator<T> spliterator() {
        requireNotSpent();
        return new RecordSpliterator<>(this);
    }

    /** A second pass would look like a report without records. */
    private void requireNotSpent() {
        if (taken != null) {
            requireOwn();
        }
        if (ended && begun) {
            throw atEnd();
        }
    }

    private IllegalStateException atEnd() {
        return new IllegalStateException(report + " was read to its end already; open the report again");
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
     * Takes the records set aside since the last call, in input order. As many are kept as
     * {@link DecodingBuilder#quarantineHeld} says; a body that has more, with nobody taking them, ends with
     * {@link ErrorKind#LIMIT}.
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
     * @return the proof, once the end has been reached; none where an error has kept records from arriving
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
        return progress().bytes();
    }

    /**
     * How far the reading is, to be polled: any thread may ask, while another one reads.
     *
     * @return the numbers; after {@link #close()} as they stood then
     */
    public Progress progress() {
        return new Progress(reader.progress());
    }

    /**
     * Writes the records that are left to a file in the format that its extension names.
     *
     * @param path where to: {@code .csv}, {@code .ndjson}, {@code .jsonl}, {@code .parquet} or {@code .arrow}
     * @return how many records
     * @throws CallrecException as {@link #writeTo(Path, WriteOptions)}
     */
    public long writeTo(Path path) {
        return writeTo(path, new WriteOptions());
    }

    /**
     * Writes the records that are left to a file, without making Java objects of them. The file is there whole or not
     * at all: it has a hidden name beside {@code path} until the body has come whole and all is on disk; a file that
     * was there before is replaced then. To be called before the first {@link #hasNext()}. What was set aside is not in
     * the file: take it afterwards, with {@link #takeQuarantined()}.
     *
     * @param path where to
     * @param options the written form
     * @return how many records
     * @throws CallrecException {@link ErrorKind#IO}, {@link ErrorKind#INVALID_ARGUMENT} for a path that names no
     *     format, and what reading throws: it comes again at every later call, so open the report again
     * @throws IllegalStateException if the reader is closed or was read to its end, a batch is half read, or the
     *     records were unified or exported
     */
    public long writeTo(Path path, WriteOptions options) {
        Objects.requireNonNull(options, "options");
        String file = LocalPath.text("path", path);
        requireRest();
        remember();
        // Until the file is there, its records are nowhere.
        lost = true;
        try {
            long rows = reader.write(file, options.format(), options.fields());
            ended = true;
            begun |= rows > 0;
            lost = false;
            return rows;
        } catch (CallrecException e) {
            failure = e;
            throw e;
        }
    }

    /**
     * How far the feed has been collected by a reader of {@link BillingFeed#collect}: it covers the records that
     * {@link #next()} has given and no other, which come in the next run. To a stream it has given what that took, one
     * row more than {@code takeWhile} hands on ({@link #stream()}). After the end it covers everything. Records that
     * were set aside count as handed on: take them first; while some records of a batch are left, those that were set
     * aside behind them come again with them, and within the first page, or one that the service does not sort, all of
     * that page. Save it after the records are safe. It does not cover what an error has kept from arriving, nor the
     * records of a file that {@link #writeTo(Path)} could not write.
     *
     * @return the cursor
     * @throws IllegalStateException if the reader is of no collecting, or is closed
     */
    public FeedCursor cursor() {
        if (!collecting) {
            throw new IllegalStateException(report + ": only a reader of BillingFeed.collect has a cursor");
        }
        if (unified != null) {
            return unified.cursor();
        }
        reader.requireOpen();
        if (!lost) {
            // A record set aside that was lost may be of any batch.
            reader.requireNothingLost();
        }
        if (lost) {
            return new FeedCursor(before);
        }
        boolean within = batch != null && row < batch.rows();
        return new FeedCursor(within ? reader.cursorWithin(row) : reader.cursor());
    }

    /**
     * Makes unified records of the records that are left: those of iPass CDRs, billing feeds and getcalls have one
     * table in common. This reader gives none any more then; closing either closes both.
     *
     * @param options what the caller knows that no report says
     * @return the unified records, to be closed
     * @throws CallrecException {@link ErrorKind#INVALID_ARGUMENT} if the report holds no call records, the zone has no
     *     such name, or the currency is none; later, from the reader, {@link ErrorKind#STRICT}, after the records
     *     before the doubt
     * @throws IllegalStateException if the reader is closed or was read to its end, a batch is half read, or the
     *     records are unified already
     */
    public Reader<UnifiedRecord> unify(UnifyOptions options) {
        Objects.requireNonNull(options, "options");
        if (report == (Report<?>) Report.UNIFIED) {
            throw new IllegalStateException("the records are unified already");
        }
        requireRest();
        // Made before: afterwards nothing may fail.
        Reader<UnifiedRecord> rest = new Reader<>(Report.UNIFIED, reader, collecting);
        reader.unify(options.fields);
        taken = "are read as unified records";
        unified = rest;
        return rest;
    }

    /**
     * What became of the values of unified records, so far.
     *
     * @return the counts
     * @throws IllegalStateException if the reader is closed or its records are not unified
     */
    public UnifyAccounting unifyAccounting() {
        requireUnified();
        return reader.unifyAccounting();
    }

    /**
     * Takes the values that were left out of unified records since the last call, in input order. All are counted, and
     * 1,024 kept until they are taken.
     *
     * @return the doubts, empty when there are none
     * @throws IllegalStateException if the reader is closed or its records are not unified
     */
    public List<Doubt> takeDoubts() {
        requireUnified();
        return Collections.unmodifiableList(reader.takeDoubts());
    }

    private void requireUnified() {
        if (report != (Report<?>) Report.UNIFIED) {
            throw new IllegalStateException(report + ": its records are not unified");
        }
    }

    /**
     * What is left is to be handed on as a whole: nothing half read, and not the nothing that is left of a month. Looked
     * at before anything native is called: that would end an Arrow stream that is being read.
     */
    private void requireRest() {
        requireOwn();
        requireNoFailure();
        if (ended) {
            throw atEnd();
        }
        if (batch != null && row < batch.rows()) {
            throw new IllegalStateException(report + ": " + (batch.rows() - row)
                    + " records of the last batch were not read; read them first, or open the report again");
        }
    }

    /**
     * Hands the records that are left to an Arrow consumer, by the Arrow C stream interface: with Arrow Java, {@code
     * reader.exportArrowStream(stream.memoryAddress())} and then {@code Data.importArrayStream(allocator, stream)}.
     * {@link #hasNext()} is an {@link IllegalStateException} from then on; accounting, progress and cancelling go on
     * working, and the stream lives on when the reader is closed.
     *
     * @param address of a {@code struct ArrowArrayStream} of the caller's, which is filled; whoever has it calls its
     *     {@code release}. Memory that is no such struct is overwritten
     * @throws IllegalStateException if the reader is closed or was read to its end, a batch is half read, or the
     *     records were unified or exported already
     */
    public void exportArrowStream(long address) {
        requireRest();
        reader.exportArrowStream(address);
        taken = "were exported as an Arrow stream";
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
