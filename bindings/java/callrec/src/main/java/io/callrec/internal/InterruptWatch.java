package io.callrec.internal;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Cancels a native call when the thread inside it is interrupted, which the native code cannot see.
 *
 * <p>One daemon thread looks at the threads that are inside a call, and ends when there were none for a while: it keeps
 * neither the JVM nor a class loader alive.
 */
public final class InterruptWatch {
    private static final long LOOK_EVERY_MS = 20;
    private static final int QUIET_ROUNDS = 100;
    private static final InterruptWatch INSTANCE = new InterruptWatch();

    /** What cancels the call that a thread is inside. */
    private final Map<Thread, Runnable> inside = new IdentityHashMap<>();
    private Thread watcher;

    private InterruptWatch() {}

    /**
     * Runs a call that may wait; {@code cancel} makes it return once its thread is interrupted. The interrupt flag is
     * left as it is.
     *
     * @param cancel called from this thread before the call, and from another one again and again while the call
     *     runs, but never after; must not wait
     * @param call the call
     * @param <R> what it gives
     * @return what the call gives
     */
    public static <R> R during(Runnable cancel, Supplier<R> call) {
        if (Thread.currentThread().isInterrupted()) {
            cancel.run();
        }
        Runnable outer = INSTANCE.enter(cancel);
        try {
            return call.get();
        } finally {
            INSTANCE.leave(outer);
        }
    }

    private synchronized Runnable enter(Runnable cancel) {
        if (watcher == null) {
            Thread fresh = new Thread(this::watch, "callrec-interrupts");
            fresh.setDaemon(true);
            // It would keep that of whoever came first.
            fresh.setContextClassLoader(null);
            fresh.start();
            watcher = fresh;
        }
        return inside.put(Thread.currentThread(), cancel);
    }

    private synchronized void leave(Runnable outer) {
        if (outer == null) {
            inside.remove(Thread.currentThread());
        } else {
            inside.put(Thread.currentThread(), outer);
        }
    }

    private void watch() {
        int quiet = 0;
        do {
            try {
                Thread.sleep(LOOK_EVERY_MS);
            } catch (InterruptedException e) {
                // Who interrupts a whole group of threads does not mean this one: others depend on it.
            }
            quiet = look() ? quiet + 1 : 0;
        } while (!ended(quiet));
    }

    /** Cancels what is to be; true if there was nothing. Under the lock, so that nothing is cancelled after its call. */
    private synchronized boolean look() {
        inside.forEach((thread, cancel) -> {
            if (thread.isInterrupted()) {
                try {
                    cancel.run();
                } catch (RuntimeException | Error e) {
                    // The others must not suffer; it is tried again at the next look.
                }
            }
        });
        return inside.isEmpty();
    }

    private synchronized boolean ended(int quiet) {
        if (quiet < QUIET_ROUNDS || !inside.isEmpty()) {
            return false;
        }
        watcher = null;
        return true;
    }
}
