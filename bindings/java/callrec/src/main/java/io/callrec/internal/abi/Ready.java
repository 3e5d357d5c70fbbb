package io.callrec.internal.abi;

import io.callrec.internal.ffi.Library;
import io.callrec.internal.ffi.Symbol;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A call that ends something, whose arguments are there before they are needed: to make it takes no memory. What the
 * function gives is of no interest. Any thread.
 */
final class Ready {
    /** Which functions were called once: what a first call needs besides is there then. */
    private static final AtomicIntegerArray CALLED = new AtomicIntegerArray(Symbol.values().length);

    private final Symbol symbol;
    /** The handle, then NULL: no error is asked for. */
    private final long[] arguments;

    /** Of a function whose first argument is a handle, which is not there yet. */
    Ready(Symbol symbol) {
        this.symbol = symbol;
        this.arguments = new long[symbol.arguments().length()];
        if (CALLED.get(symbol.ordinal()) == 0) {
            // NULL is ignored or refused.
            call();
            CALLED.set(symbol.ordinal(), 1);
        }
    }

    /** Of a handle. */
    Ready(Symbol symbol, long handle) {
        this(symbol);
        of(handle);
    }

    void of(long handle) {
        arguments[0] = handle;
    }

    long handle() {
        return arguments[0];
    }

    void call() {
        Library.get().call(symbol, arguments);
    }
}
