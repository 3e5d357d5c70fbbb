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

/**
 * A {@code callrec_reader}. One thread at a time reads; cancel and close may come from any. Its handle is checked by
 * the library at every call, so a handle that another thread has just freed is an error, not a crash; only what is
 * lent needs a lock here. What was counted stays readable after close.
 */
public final class NativeReader {
    private final long handle;
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
    }

    /**
     * Opens a report that is a file.
     *
     * @param file its path
     * @param report the report's name
     * @param decoding how to decode it
     * @return the records
     */
    public static NativeReader open(String file, String report, Fields decoding) {
        try (Call call = new Call(Symbol.OPEN_FILE)) {
            return new NativeReader(
                    call.text(file).text(report).struct(decoding).output().check().word());
        }
    }

    /**
     * Opens a report that is in memory.
     *
     * @param body its bytes
     * @param report the report's name
     * @param decoding how to decode it
     * @return the records
     */
    public static NativeReader open(byte[] body, String report, Fields decoding) {
        try (Call call = new Call(Symbol.OPEN_BUFFER)) {
            return new NativeReader(
                    call.bytes(body).text(report).struct(decoding).output().check().word());
        }
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
        try (Call call = new Call(Symbol.READER_NEXT_BATCH)) {
            call.number(handle).output();
            try {
                return item.ask(call::more) ? BatchReader.take(call.word()) : null;
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
        try (Call call = new Call(Symbol.READER_CURSOR)) {
            return NativeCursor.take(call.number(handle).output().check().word());
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
        try (Call call = new Call(Symbol.READER_CANCEL)) {
            call.number(handle).succeeds();
        }
    }

    /** Cancels, unless an Arrow consumer reads on, and releases; idempotent. */
    public void close() {
        synchronized (lending) {
            if (closed) {
                return;
            }
            progress();
            catchUp();
            closed = true;
            if (!handedOver) {
                cancel();
            }
            Call.free(Symbol.READER_FREE, handle);
        }
    }
}
