package io.callrec.internal.abi;

import io.callrec.CallrecException;
import io.callrec.ErrorKind;
import io.callrec.internal.ErrorFacts;
import io.callrec.internal.InterruptWatch;
import io.callrec.internal.ffi.Symbol;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;

/**
 * A client of one of the systems. All methods may be called by any thread at any time: the library checks the handle at
 * every call and lets calls in flight end. After {@link #close()} all but cancel and close throw
 * {@link IllegalStateException}. The arguments of an operation are those of its function between the client and the
 * output: texts (null for one that is not set), numbers, {@link Fields}, {@link NativeCursor}, lists of
 * texts.
 */
public final class NativeClient {
    /** What the library says of a call on a handle that was cancelled before it. */
    private static final String HANDLE_CANCELLED = "the client was cancelled";

    private final NativeSystem system;
    private final long handle;
    private final AtomicBoolean closed = new AtomicBoolean();

    private NativeClient(NativeSystem system, long handle) {
        this.system = system;
        this.handle = handle;
    }

    /**
     * A client; nothing is sent.
     *
     * @param system whose
     * @param options what it is built from
     * @return the client
     */
    public static NativeClient open(NativeSystem system, Fields options) {
        try (Call call = new Call(system.create)) {
            return new NativeClient(system, call.struct(options).output().check().word());
        }
    }

    /**
     * A client of the same session or key and connections.
     *
     * @param maker the function that makes it
     * @param arguments of the function
     * @return the client, to be closed by itself
     */
    public NativeClient derive(Symbol maker, Object... arguments) {
        requireOpen();
        try (Call call = begin(handle, maker, arguments)) {
            return new NativeClient(system, call.output().check().word());
        }
    }

    /**
     * Waits for an operation that gives nothing.
     *
     * @param operation the operation
     * @param arguments of the operation
     */
    public void run(Symbol operation, Object... arguments) {
        during(own -> {
            try (Call call = begin(own, operation, arguments)) {
                return call.check();
            }
        });
    }

    /**
     * Waits until a report begins.
     *
     * @param operation the operation
     * @param arguments of the operation
     * @return the records
     */
    public NativeReader reader(Symbol operation, Object... arguments) {
        return object(operation, NativeReader::new, arguments);
    }

    /**
     * Waits until a document begins.
     *
     * @param operation the operation
     * @param arguments of the operation
     * @return the document
     */
    public NativeDocument document(Symbol operation, Object... arguments) {
        return object(operation, NativeDocument::new, arguments);
    }

    /**
     * Waits for an operation that tells what became of it.
     *
     * @param operation the operation
     * @param arguments of the operation
     * @return what became of it
     */
    public NativeOutcome outcome(Symbol operation, Object... arguments) {
        return object(operation, NativeOutcome::take, arguments);
    }

    /**
     * Begins several reports at once.
     *
     * @param operation the operation
     * @param arguments of the operation
     * @return one result a key
     */
    public NativeFanOut fanOut(Symbol operation, Object... arguments) {
        return object(operation, NativeFanOut::new, arguments);
    }

    private <R> R object(Symbol operation, LongFunction<R> wrap, Object... arguments) {
        return during(own -> {
            try (Call call = begin(own, operation, arguments)) {
                return wrap.apply(call.output().check().word());
            }
        });
    }

    /** Makes a call on a handle of its own, which is cancelled when this thread is interrupted: others go on. */
    private <R> R during(LongFunction<R> call) {
        requireOpen();
        long own;
        try (Call share = new Call(system.share)) {
            own = share.number(handle).output().check().word();
        } catch (CallrecException e) {
            if (e.kind() != ErrorKind.CANCELLED) {
                throw e;
            }
            // The whole client was cancelled, and the call itself says so at once, by its own name.
            return call.apply(handle);
        }
        try {
            return InterruptWatch.during(() -> cancel(own), () -> call.apply(own));
        } catch (CallrecException e) {
            throw Thread.currentThread().isInterrupted() ? interrupted(e) : e;
        } finally {
            Call.free(system.free, own);
        }
    }

    /** The library knows of a cancelled handle only: that it was this call's own and why, is known here. */
    private static CallrecException interrupted(CallrecException e) {
        int begin = e.getMessage().indexOf(HANDLE_CANCELLED);
        if (e.kind() != ErrorKind.CANCELLED || begin < 0) {
            return e;
        }
        String hint = "clear the thread's interrupt flag before the call is made again";
        String place = e.getMessage().substring(0, begin);
        ErrorFacts facts = new ErrorFacts(
                e.kind(), place + "the thread was interrupted before the call began, and nothing was sent; " + hint);
        facts.provider = e.provider().orElse(null);
        facts.operation = e.operation().orElse(null);
        facts.retryable = e.retryable();
        facts.hint = hint;
        return new CallrecException(facts);
    }

    private static Call begin(long handle, Symbol operation, Object... arguments) {
        Call call = new Call(operation).number(handle);
        try {
            for (Object one : arguments) {
                call.argument(one);
            }
            return call;
        } catch (RuntimeException | Error e) {
            call.close();
            throw e;
        }
    }

    /**
     * Begins the collecting of several feeds at once.
     *
     * @param feeds the clients
     * @param cursors the texts of their cursors, as many
     * @param concurrency how many at once
     * @param order one of {@code CALLREC_FAN_OUT_...}
     * @return one result a feed
     */
    public static NativeFanOut collectAll(
            List<NativeClient> feeds, List<String> cursors, int concurrency, int order) {
        long[] opened = new long[cursors.size()];
        try (Call call = new Call(Symbol.BILLING_FEED_COLLECT_ALL)) {
            for (int i = 0; i < opened.length; i++) {
                opened[i] = NativeCursor.parse(cursors.get(i));
            }
            feeds.forEach(NativeClient::requireOpen);
            call.handles(feeds.stream().mapToLong(feed -> feed.handle).toArray()).handles(opened);
            call.number(opened.length).number(concurrency).number(order);
            return new NativeFanOut(call.output().check().word());
        } finally {
            for (long cursor : opened) {
                Call.free(Symbol.FEED_CURSOR_FREE, cursor);
            }
        }
    }

    /**
     * Does nothing while the client is open.
     *
     * @throws IllegalStateException if it is closed
     */
    public void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the client of " + system + " is closed");
        }
    }

    /** Makes all calls and readers of the client end with an error, now and later; never waits, nothing after close. */
    public void cancel() {
        cancel(handle);
    }

    private void cancel(long one) {
        try (Call call = new Call(system.cancel)) {
            call.number(one).succeeds();
        }
    }

    /** Releases the client; readers that it made go on. */
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Call.free(system.free, handle);
        }
    }
}
