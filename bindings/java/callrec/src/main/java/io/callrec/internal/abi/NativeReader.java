package io.callrec.internal.abi;

import io.callrec.Accounting;
import io.callrec.Doubt;
import io.callrec.DoubtReason;
import io.callrec.Proof;
import io.callrec.Quarantined;
import io.callrec.UnifyAccounting;
import io.callrec.internal.Batch;
import io.callrec.internal.InterruptWatch;
import io.callrec.internal.ffi.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A {@code callrec_reader}. One thread at a time reads; cancel and close may come from any. Its handle is checked by
 * the library at every call, so a handle that another thread has just freed is an error, not a crash; only what is
 * lent needs a lock here. What was counted stays readable after close.
 */
public final class NativeReader {
    private final long handle;
    private final Held held;
    private final Ready cancelling;
    /** Held while quarantined records are on loan, and to free. */
    private final Object lending = new Object();
    private final Passage passage = new Passage("open the report again");
    // Taken already, so that an error on the way of the next one takes none of these along.
    private List<Quarantined> setAside = new ArrayList<>();
    private List<Doubt> doubts = new ArrayList<>();

    private volatile boolean closed;
    /** The rows are an Arrow consumer's, who reads behind our back and after close. */
    private volatile boolean handedOver;
    private volatile Accounting accounting = new Accounting(0, 0, 0, 0, 0);
    private volatile Proof proof;
    private volatile NativeProgress progress = new NativeProgress(0, -1, 0);

    NativeReader(long handle) {
        this.handle = handle;
        this.held = new Held(Symbol.READER_FREE, handle);
        this.cancelling = new Ready(Symbol.READER_CANCEL, handle);
    }

    /**
     * Opens a report that is a file.
     *
     * @param file its path
     * @param report the report's name
     * @param decoding how to decode it
     * @param wrap makes of it what is handed on
     * @param <R> that
     * @return the records
     */
    public static <R> R open(String file, String report, Fields decoding, Function<NativeReader, R> wrap) {
        return open(new Call(Symbol.OPEN_FILE), call -> call.text(file), report, decoding, wrap);
    }

    /**
     * Opens a report that is in memory.
     *
     * @param body its bytes
     * @param report the report's name
     * @param decoding how to decode it
     * @param wrap makes of it what is handed on
     * @param <R> that
     * @return the records
     */
    public static <R> R open(byte[] body, String report, Fields decoding, Function<NativeReader, R> wrap) {
        return open(new Call(Symbol.OPEN_BUFFER), call -> call.bytes(body), report, decoding, wrap);
    }

    private static <R> R open(
            Call unmade, UnaryOperator<Call> given, String report, Fields decoding, Function<NativeReader, R> wrap) {
        return Held.handOn(Symbol.READER_FREE, opened -> {
            try (Call call = unmade) {
                given.apply(call).text(report).struct(decoding).output(opened).check();
                return wrap.apply(new NativeReader(opened.handle()));
            }
        });
    }

    /**
     * Does nothing while the reader is open.
     *
     * @throws IllegalStateException if it is closed
     */
    public void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the reader is closed");
        }
    }

    /**
     * Waits for the next batch.
     *
     * @return the batch, null at the proven end
     */
    public Batch next() {
        requireOpen();
        return passage.bring("a batch", item -> InterruptWatch.during(this::cancel, () -> pull(item)));
    }

    private Batch pull(Passage.Item item) {
        try (Held batch = new Held(Symbol.BATCH_FREE); Call call = new Call(Symbol.READER_NEXT_BATCH)) {
            call.number(handle).output(batch);
            try {
                return item.ask(call::more) ? BatchReader.read(batch.handle()) : null;
            } finally {
                takeFacts();
            }
        }
    }

    /**
     * Whether something that the library handed on did not arrive: there is nothing more then.
     *
     * @return true if so
     */
    public boolean isBroken() {
        return passage.isBroken();
    }

    /**
     * Does nothing while all has arrived.
     *
     * @throws IllegalStateException if something was lost
     */
    public void requireNothingLost() {
        passage.requireNothingLost();
    }

    /** Counts stay readable after close, so they are kept here; a reader freed meanwhile keeps the older ones. */
    private void takeFacts() {
        try (Call call = new Call(Symbol.READER_ACCOUNTING)) {
            int size = Layouts.ACCOUNTING.size();
            if (call.number(handle).output(size).number(size).succeeds()) {
                Lent counts = call.struct(Layouts.ACCOUNTING);
                accounting = new Accounting(
                        counts.int64("read"),
                        counts.int64("accepted"),
                        counts.int64("repaired"),
                        counts.int64("quarantined"),
                        counts.int64("duplicate"));
            }
        }
        try (Call call = new Call(Symbol.READER_PROOF)) {
            if (call.number(handle).output().succeeds()) {
                proof = Proof.ofCode(call.int32()).orElse(null);
            }
        }
    }

    private void catchUp() {
        if (handedOver && !closed) {
            takeFacts();
        }
    }

    /**
     * Where the records went so far.
     *
     * @return the counts
     */
    public Accounting accounting() {
        catchUp();
        return accounting;
    }

    /**
     * What proves that the body came whole.
     *
     * @return the proof, null before the end, and where something of the body did not arrive here
     */
    public Proof proof() {
        catchUp();
        return isBroken() ? null : proof;
    }

    /**
     * Takes the records that were set aside.
     *
     * @return the records, in input order
     */
    public List<Quarantined> takeQuarantined() {
        synchronized (lending) {
            requireOpen();
            while (passage.bring("a record set aside", this::pullQuarantined)) {
                // Until there is none.
            }
            List<Quarantined> none = new ArrayList<>();
            List<Quarantined> taken = setAside;
            setAside = none;
            return taken;
        }
    }

    private boolean pullQuarantined(Passage.Item item) {
        try (Call call = new Call(Symbol.READER_QUARANTINED_NEXT)) {
            call.number(handle).output();
            if (!item.ask(call::more)) {
                return false;
            }
            Lent record = call.lent(Layouts.QUARANTINED);
            return setAside.add(new Quarantined(
                    record.bytes("raw"),
                    record.int64("offset"),
                    record.int64("line"),
                    record.int64("record"),
                    record.text("column"),
                    record.text("reason")));
        }
    }

    /**
     * How far the reading is.
     *
     * @return the numbers; after close as they stood then
     */
    public NativeProgress progress() {
        int size = Layouts.PROGRESS.size();
        try (Call call = new Call(Symbol.READER_PROGRESS)) {
            if (call.number(handle).output(size).number(size).succeeds()) {
                Lent now = call.struct(Layouts.PROGRESS);
                progress = new NativeProgress(now.int64("bytes"), now.int64("total_bytes"), now.int64("rows"));
            }
        }
        return progress;
    }

    /**
     * Writes the rows that are left to a file.
     *
     * @param path where to
     * @param format one of {@code CALLREC_FORMAT_...}
     * @param options the written form
     * @return how many rows
     */
    public long write(String path, int format, Fields options) {
        requireOpen();
        return passage.bring(
                "the number of the records written",
                item -> InterruptWatch.during(this::cancel, () -> write(path, format, options, item)));
    }

    private long write(String path, int format, Fields options, Passage.Item item) {
        try (Call call = new Call(Symbol.READER_WRITE_FILE)) {
            call.number(handle).text(path).number(format).struct(options).output();
            try {
                item.ask(call::done);
                return call.word();
            } finally {
                takeFacts();
            }
        }
    }

    /**
     * Hands the rows that are left to an Arrow consumer.
     *
     * @param stream the address of a {@code struct ArrowArrayStream}
     */
    public void exportArrowStream(long stream) {
        requireOpen();
        passage.bring("the Arrow stream", item -> {
            try (Call call = new Call(Symbol.READER_ARROW_STREAM)) {
                call.number(handle).number(stream);
                handedOver = item.ask(call::done);
                return null;
            }
        });
    }

    /**
     * How far a feed has been collected.
     *
     * @return the text of a cursor
     */
    public String cursor() {
        requireOpen();
        try (Held cursor = NativeCursor.room(); Call call = new Call(Symbol.READER_CURSOR)) {
            call.number(handle).output(cursor).check();
            return NativeCursor.text(cursor);
        }
    }

    /**
     * How far a feed has been collected where only some rows of the last batch count.
     *
     * @param rows how many of them
     * @return the text of a cursor
     */
    public String cursorWithin(int rows) {
        requireOpen();
        try (Held cursor = NativeCursor.room(); Call call = new Call(Symbol.READER_CURSOR_WITHIN)) {
            call.number(handle).number(rows).output(cursor).check();
            return NativeCursor.text(cursor);
        }
    }

    /**
     * Makes unified records of the rows that are left.
     *
     * @param options what the caller knows that no report says
     */
    public void unify(Fields options) {
        requireOpen();
        passage.bring("the unified reader", item -> {
            try (Call call = new Call(Symbol.READER_UNIFY)) {
                call.number(handle).struct(options);
                return item.ask(call::done);
            }
        });
    }

    /**
     * What became of the values of the unified records so far.
     *
     * @return the counts
     */
    public UnifyAccounting unifyAccounting() {
        requireOpen();
        int size = Layouts.UNIFY_ACCOUNTING.size();
        try (Call call = new Call(Symbol.READER_UNIFY_ACCOUNTING)) {
            Lent counts = call.number(handle).output(size).number(size).check().struct(Layouts.UNIFY_ACCOUNTING);
            return new UnifyAccounting(
                    counts.int64("rows"),
                    counts.int64("overflow"),
                    counts.int64("inexact"),
                    counts.int64("repeated_local_times"),
                    counts.int64("skipped_local_times"));
        }
    }

    /**
     * Takes the values that were left out of unified records.
     *
     * @return the doubts, in input order
     */
    public List<Doubt> takeDoubts() {
        synchronized (lending) {
            requireOpen();
            while (passage.bring("a doubt", this::pullDoubt)) {
                // Until there is none.
            }
            List<Doubt> none = new ArrayList<>();
            List<Doubt> taken = doubts;
            doubts = none;
            return taken;
        }
    }

    private boolean pullDoubt(Passage.Item item) {
        try (Call call = new Call(Symbol.READER_DOUBT_NEXT)) {
            call.number(handle).output();
            if (!item.ask(call::more)) {
                return false;
            }
            Lent doubt = call.lent(Layouts.DOUBT);
            return doubts.add(new Doubt(
                    doubt.int64("line"),
                    doubt.int64("offset"),
                    doubt.text("column"),
                    DoubtReason.ofCode(doubt.int32("reason"))));
        }
    }

    /** Makes whoever waits in {@link #next()} return with an error; never waits itself. */
    public void cancel() {
        cancelling.call();
    }

    /** Cancels, unless an Arrow consumer reads on, and releases, also where the heap is full; idempotent. */
    public void close() {
        synchronized (lending) {
            if (!closed) {
                takeLastFacts();
                closed = true;
            }
            try (Held freed = held) {
                if (!handedOver) {
                    cancel();
                }
            }
        }
    }

    /** As far as there is memory for them: whoever closes on a full heap can do no more, and has an error already. */
    private void takeLastFacts() {
        try {
            progress();
            catchUp();
        } catch (RuntimeException | Error e) {
            // Those taken last stay.
        }
    }
}
