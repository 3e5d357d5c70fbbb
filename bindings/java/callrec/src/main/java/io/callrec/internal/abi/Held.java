package io.callrec.internal.abi;

import io.callrec.internal.ffi.Symbol;
import java.util.function.Function;

/**
 * Room for a handle that the library puts out, and who frees it until it is somebody else's. It is made before the call:
 * so an error that hits right after the call, such as an {@link OutOfMemoryError}, finds a holder, and nothing stays open
 * that nobody can close any more. To free it takes no memory, as a full heap is often why it is closed. One thread takes
 * the handle; any may free it.
 */
final class Held implements AutoCloseable {
    /** The last of those that an error kept from being freed, each with the one before. */
    private static volatile Held owed;

    private final Ready free;
    private Held before;

    /** For a handle that {@code free} releases. */
    Held(Symbol free) {
        if (owed != null) {
            freeOwed();
        }
        this.free = new Ready(free);
    }

    /** For a handle that is there already. */
    Held(Symbol free, long handle) {
        this(free);
        take(handle);
    }

    /** Gives what {@code open} makes of a handle, which is that one's as soon as nothing can fail any more. */
    static <R> R handOn(Symbol free, Function<Held, R> open) {
        try (Held held = new Held(free)) {
            R owner = open.apply(held);
            held.take(0);
            return owner;
        }
    }

    /** From now on it is to be freed here; 0 where the call put out none. */
    void take(long opened) {
        free.of(opened);
    }

    /** The handle; 0 where there is none. */
    long handle() {
        return free.handle();
    }

    /**
     * Releases the object; a second call does nothing. Never throws for want of memory or of stack: then whoever opens
     * something next releases it.
     */
    @Override
    public void close() {
        if (handle() == 0) {
            return;
        }
        try {
            free();
        } catch (VirtualMachineError e) {
            try {
                // It may have been freed or not. A second time does no harm: the library knows which handles live.
                free();
            } catch (VirtualMachineError again) {
                owe(this);
            }
        }
    }

    private void free() {
        free.call();
        free.of(0);
    }

    private static synchronized void owe(Held one) {
        one.before = owed;
        owed = one;
    }

    private static synchronized void freeOwed() {
        while (owed != null) {
            owed.free();
            owed = owed.before;
        }
    }
}
