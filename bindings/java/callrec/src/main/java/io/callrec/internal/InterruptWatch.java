package io.callrec.internal;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
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
     * @param cancel called at most a few times, from this thread or another, while the call runs
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
            watcher = new Thread(this::watch, "callrec-interrupts");
            watcher.setDaemon(true);
            watcher.start();
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
        while (quiet < QUIET_ROUNDS) {
            try {
                Thread.sleep(LOOK_EVERY_MS);
            } catch (InterruptedException e) {
                break;
            }
            List<Runnable> interrupted = new ArrayList<>();
            synchronized (this) {
                quiet = inside.isEmpty() ? quiet + 1 : 0;
                inside.forEach((thread, cancel) -> {
                    if (thread.isInterrupted()) {
                        interrupted.add(cancel);
                    }
                });
                if (quiet == QUIET_ROUNDS) {
                    watcher = null;
                    return;
                }
            }
            interrupted.forEach(Runnable::run);
        }
        synchronized (this) {
            watcher = null;
        }
    }
}
