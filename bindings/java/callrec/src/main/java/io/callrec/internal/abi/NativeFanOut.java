package io.callrec.internal.abi;

import io.callrec.CallrecException;
import io.callrec.internal.InterruptWatch;
import io.callrec.internal.ffi.Library;
import io.callrec.internal.ffi.Symbol;

/**
 * A {@code callrec_fan_out}. What it lends ends with it, so while a thread is inside a call it is not freed but by that
 * thread, when it comes back.
 */
public final class NativeFanOut {
    private final long handle;
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
     * @return the result, null after the last one
     */
    public Result next() {
        Result result = InterruptWatch.during(this::cancel, this::pull);
        if (result != null && result.reader != null && isClosed()) {
            // It was closed while this came; nobody would close the reader.
            result.reader.close();
            throw closed();
        }
        return result;
    }

    private Result pull() {
        enter();
        try (Call call = new Call(Symbol.FAN_OUT_NEXT)) {
            call.number(handle).output(Layouts.TEXT.size()).output().output();
            if (!call.more()) {
                return null;
            }
            String key = call.text();
            if (call.word(1) != 0) {
                return new Result(key, new NativeReader(call.word(1)), null);
            }
            return new Result(key, null, new CallrecException(ErrorReader.take(Library.get(), 0, call.word(2))));
        } finally {
            leave();
        }
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
