package io.callrec.internal.abi;

import io.callrec.CallrecException;
import io.callrec.ErrorKind;
import io.callrec.internal.ErrorFacts;
import io.callrec.internal.InterruptWatch;
import io.callrec.internal.ffi.Symbol;
import java.util.List;
import java.util.function.Function;
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
    private final Held held;
    private volatile boolean closed;

    private NativeClient(NativeSystem system, long handle) {
        this.system = system;
        this.handle = handle;
        this.held = new Held(system.free, handle);
    }

    /**
     * A client; nothing is sent.
     *
     * @param system whose
     * @param options what it is built from
     * @param wrap makes of it what is handed on
     * @param <R> that
     * @return the client
     */
    public static <R> R open(NativeSystem system, Fields options, Function<NativeClient, R> wrap) {
        return Held.handOn(system.free, opened -> {
            try (Call call = new Call(system.create)) {
                call.struct(options).output(opened).check();
                return wrap.apply(new NativeClient(system, opened.handle()));
            }
        });
    }

    /**
     * A client of the same session or key and connections.
     *
     * @param wrap makes of it what is handed on
     * @param maker the function that makes it
     * @param arguments of the function
     * @param <R> what is handed on
     * @return the client, to be closed by itself
     */
    public <R> R derive(Function<NativeClient, R> wrap, Symbol maker, Object... arguments) {
        requireOpen();
        return Held.handOn(system.free, opened -> {
            try (Call call = begin(handle, maker, arguments)) {
                call.output(opened).check();
                return wrap.apply(new NativeClient(system, opened.handle()));
            }
        });
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
     * @param wrap makes of them what is handed on
     * @param operation the operation
     * @param arguments of the operation
     * @param <R> what is handed on
     * @return the records
     */
    public <R> R reader(Function<NativeReader, R> wrap, Symbol operation, Object... arguments) {
        return object(Symbol.READER_FREE, reader -> wrap.apply(new NativeReader(reader)), operation, arguments);
    }

    /**
     * Waits until a document begins.
     *
     * @param wrap makes of it what is handed on
     * @param operation the operation
     * @param arguments of the operation
     * @param <R> what is handed on
     * @return the document
     */
    public <R> R document(Function<NativeDocument, R> wrap, Symbol operation, Object... arguments) {
        return object(Symbol.DOCUMENT_FREE, document -> wrap.apply(new NativeDocument(document)), operation, arguments);
    }

    /**
     * Waits for an operation that tells what became of it.
     *
     * @param operation the operation
     * @param arguments of the operation
     * @return what became of it
     */
    public NativeOutcome outcome(Symbol operation, Object... arguments) {
        try (Held outcome = new Held(Symbol.OUTCOME_FREE)) {
            return during(own -> put(outcome, NativeOutcome::read, own, operation, arguments));
        }
    }

    /**
     * Begins several reports at once.
     *
     * @param wrap makes of them what is handed on
     * @param operation the operation
     * @param arguments of the operation
     * @param <R> what is handed on
     * @return one result a key
     */
    public <R> R fanOut(Function<NativeFanOut, R> wrap, Symbol operation, Object... arguments) {
        return object(Symbol.FAN_OUT_FREE, results -> wrap.apply(new NativeFanOut(results)), operation, arguments);
    }

    /** What an operation opens, to be released by {@code free}. */
    private <R> R object(Symbol free, LongFunction<R> wrap, Symbol operation, Object... arguments) {
        return Held.handOn(free, opened -> during(own -> put(opened, wrap, own, operation, arguments)));
    }

    private static <R> R put(Held opened, LongFunction<R> wrap, long own, Symbol operation, Object... arguments) {
        try (Call call = begin(own, operation, arguments)) {
            call.output(opened).check();
            return wrap.apply(opened.handle());
        }
    }

    /** Makes a call on a handle of its own, which is cancelled when this thread is interrupted: others go on. */
    private <R> R during(LongFunction<R> call) {
        requireOpen();
        try (Held shared = new Held(system.free)) {
            if (!share(shared)) {
                // The whole client was cancelled, and the call itself says so at once, by its own name.
                return call.apply(handle);
            }
            return interruptibly(shared.handle(), call);
        }
    }

    private <R> R interruptibly(long own, LongFunction<R> call) {
        try {
            return InterruptWatch.during(() -> cancel(own), () -> call.apply(own));
        } catch (CallrecException e) {
            throw Thread.currentThread().isInterrupted() ? interrupted(e) : e;
        }
    }

    /** Whether there is another handle of the client; there is none once it was cancelled. */
    private boolean share(Held shared) {
        try (Call share = new Call(system.share)) {
            share.number(handle).output(shared).check();
            return true;
        } catch (CallrecException e) {
            if (e.kind() == ErrorKind.CANCELLED) {
                return false;
            }
            throw e;
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
     * @param wrap makes of them what is handed on
     * @param <R> that
     * @return one result a feed
     */
    public static <R> R collectAll(
            List<NativeClient> feeds,
            List<String> cursors,
            int concurrency,
            int order,
            Function<NativeFanOut, R> wrap) {
        return Held.handOn(Symbol.FAN_OUT_FREE, opened -> {
            try (Call call = new Call(Symbol.BILLING_FEED_COLLECT_ALL)) {
                long[] parsed = cursors.stream().mapToLong(call::parsed).toArray();
                feeds.forEach(NativeClient::requireOpen);
                call.handles(feeds.stream().mapToLong(feed -> feed.handle).toArray()).handles(parsed);
                call.number(parsed.length).number(concurrency).number(order).output(opened).check();
                return wrap.apply(new NativeFanOut(opened.handle()));
            }
        });
    }

    /**
     * Does nothing while the client is open.
     *
     * @throws IllegalStateException if it is closed
     */
    public void requireOpen() {
        if (closed) {
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

    /** Releases the client, also where the heap is full; readers that it made go on. Idempotent. */
    public synchronized void close() {
        closed = true;
        held.close();
    }
}
