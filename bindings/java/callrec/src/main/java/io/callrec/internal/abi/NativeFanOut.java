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
    private final Held held;
    private final Ready cancelling;
    private final Passage passage = new Passage("open the reports again");
    private int inside;
    private boolean closed;

    NativeFanOut(long handle) {
        this.handle = handle;
        this.held = new Held(Symbol.FAN_OUT_FREE, handle);
        this.cancelling = new Ready(Symbol.FAN_OUT_CANCEL, handle);
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
     * Does nothing while it is open.
     *
     * @throws IllegalStateException if it is closed
     */
    public void requireOpen() {
        if (isClosed()) {
            throw closed();
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
        requireOpen();
        return Held.handOn(Symbol.READER_FREE, reader -> passage.bring(
                "a result", item -> InterruptWatch.during(this::cancel, () -> pull(item, reader, wrap))));
    }

    private <R> R pull(Passage.Item item, Held reader, Function<Result, R> wrap) {
        enter();
        try (Held failure = new Held(Symbol.ERROR_FREE); Call call = new Call(Symbol.FAN_OUT_NEXT)) {
            call.number(handle).output(Layouts.TEXT.size()).output(reader).output(failure);
            if (!item.ask(call::more)) {
                return null;
            }
            R result = wrap.apply(result(call.text(), reader.handle(), failure.handle()));
            if (reader.handle() != 0 && isClosed()) {
                // Nobody would close what comes of one that was closed meanwhile.
                throw closed();
            }
            return result;
        } finally {
            leave();
        }
    }

    private static Result result(String key, long reader, long failure) {
        return reader != 0
                ? new Result(key, new NativeReader(reader), null)
                : new Result(key, null, new CallrecException(ErrorReader.read(Library.get(), 0, failure)));
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
        cancelling.call();
    }

    /** Cancels and ends the calls under way; readers that were taken go on. Idempotent. */
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                cancel();
            } finally {
                freeIfUnused();
            }
        }
    }

    private void freeIfUnused() {
        if (closed && inside == 0) {
            held.close();
        }
    }
}
