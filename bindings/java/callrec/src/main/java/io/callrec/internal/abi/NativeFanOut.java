package io.callrec.internal.abi;

import io.callrec.CallrecException;
import io.callrec.internal.InterruptWatch;
import io.callrec.internal.ffi.Library;
import io.callrec.internal.ffi.Symbol;
import java.util.function.Function;

/**
 * A {@code callrec_fan_out}. What it lends ends with it, so while a thread is inside a call it is not freed but by that
 * thread, when it comes back.
 */
public final class NativeFanOut {
    private final long handle;
    private final Passage passage = new Passage("open the reports again");
    private int inside;
    private boolean closed;

    NativeFanOut(long handle) {
        this.handle = handle;
    }

    /** What came for a key: a reader or a failure. */
    public static final class Result {
        /** The key. */
        public final String key;
        /** The records, or null. */
        public final NativeReader reader;
        /** Why there are none, or null. */
        public final CallrecException failure;

        private Result(String key, NativeReader reader, CallrecException failure) {
            this.key = key;
            this.reader = reader;
            this.failure = failure;
        }
    }

    /**
     * Waits for the next result.
     *
     * @param wrap makes of it what is handed on
     * @param <R> that
     * @return the result, null after the last one
     */
    public <R> R next(Function<Result, R> wrap) {
        if (isClosed()) {
            throw closed();
        }
        return passage.bring("a result", item -> InterruptWatch.during(this::cancel, () -> pull(item, wrap)));
    }

    private <R> R pull(Passage.Item item, Function<Result, R> wrap) {
        enter();
        try (Call call = new Call(Symbol.FAN_OUT_NEXT)) {
            call.number(handle).output(Layouts.TEXT.size()).output().output();
            return item.ask(call::more) ? take(call, wrap) : null;
        } finally {
            leave();
        }
    }

    private <R> R take(Call call, Function<Result, R> wrap) {
        long reader = call.word(1);
        boolean taken = false;
        try {
            R result = wrap.apply(result(call, reader));
            if (reader != 0 && isClosed()) {
                throw closed();
            }
            taken = true;
            return result;
        } finally {
            // Nobody would close it, where it was closed while this came or this is lost.
            if (!taken && reader != 0) {
                Call.free(Symbol.READER_FREE, reader);
            }
        }
    }

    private static Result result(Call call, long reader) {
        String key = call.text();
        return reader != 0
                ? new Result(key, new NativeReader(reader), null)
                : new Result(key, null, new CallrecException(ErrorReader.take(Library.get(), 0, call.word(2))));
    }

    /**
     * How many results were not taken yet.
     *
     * @return a count
     */
    public long remaining() {
        enter();
        try (Call call = new Call(Symbol.FAN_OUT_REMAINING)) {
            return call.number(handle).output().check().word();
        } finally {
            leave();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("the fan-out is closed");
    }

    private synchronized void enter() {
        if (closed) {
            throw closed();
        }
        inside++;
    }

    private synchronized void leave() {
        inside--;
        freeIfUnused();
    }

    /** Makes whoever waits in {@link #next()} return with an error, now and later; never waits itself. */
    public void cancel() {
        try (Call call = new Call(Symbol.FAN_OUT_CANCEL)) {
            call.number(handle).succeeds();
        }
    }

    /** Cancels and ends the calls under way; readers that were taken go on. Idempotent. */
    public synchronized void close() {
        if (!closed) {
            closed = true;
            cancel();
            freeIfUnused();
        }
    }

    private void freeIfUnused() {
        if (closed && inside == 0) {
            Call.free(Symbol.FAN_OUT_FREE, handle);
        }
    }
}
