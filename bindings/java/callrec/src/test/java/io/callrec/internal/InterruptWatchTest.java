package io.callrec.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread that looks at the others goes on whatever happens to it, and cancels nothing that is over. */
@Timeout(60)
class InterruptWatchTest {
    private static final int THREADS = 16;
    private static final long STORM_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A call that ends only when it is cancelled. */
    private static final class Wait {
        private final CountDownLatch inside = new CountDownLatch(1);
        private final CountDownLatch cancelled = new CountDownLatch(1);
        private final AtomicBoolean flag = new AtomicBoolean();
        private final Thread thread = new Thread(this::run);

        static Wait begun() throws InterruptedException {
            Wait wait = new Wait();
            wait.thread.setDaemon(true);
            wait.thread.start();
            wait.inside.await();
            return wait;
        }

        private void run() {
            InterruptWatch.during(cancelled::countDown, () -> {
                inside.countDown();
                awaitAsNativeCodeDoes(cancelled);
                return null;
            });
            flag.set(Thread.currentThread().isInterrupted());
        }

        void assertEndsWhenInterrupted() throws InterruptedException {
            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(5));
            assertFalse(thread.isAlive(), "it was not cancelled");
            assertTrue(flag.get(), "the flag stays set");
        }
    }

    /** Without a look at the interrupt flag, which stays as it is. */
    private static void awaitAsNativeCodeDoes(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.yield();
        }
    }

    private static Thread watcher() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("callrec-interrupts"))
                .findAny()
                .get();
    }

    /** As {@link ThreadGroup#interrupt()} does, since it is of the group of whoever made the first call. */
    @Test
    void anInterruptOfTheWatcherItselfIsNone() throws InterruptedException {
        Wait wait = Wait.begun();
        Thread watcher = watcher();
        watcher.interrupt();
        watcher.join(200);
        wait.assertEndsWhenInterrupted();
    }

    @Test
    void aCancelThatFailsLeavesTheOthers() throws InterruptedException {
        Wait wait = Wait.begun();
        CountDownLatch failed = new CountDownLatch(1);
        Thread unlucky = new Thread(() -> InterruptWatch.during(
                () -> {
                    failed.countDown();
                    throw new IllegalStateException("a cancel that fails");
                },
                () -> {
                    Thread.currentThread().interrupt();
                    awaitAsNativeCodeDoes(failed);
                    return null;
                }));
        unlucky.start();
        unlucky.join();
        wait.assertEndsWhenInterrupted();
    }

    @Test
    void itKeepsNoClassLoader() throws InterruptedException {
        Wait wait = Wait.begun();
        assertNull(watcher().getContextClassLoader());
        wait.assertEndsWhenInterrupted();
    }

    /** Or what the thread begins next would be cancelled for an interrupt that it has dealt with. */
    @Test
    void nothingIsCancelledAfterItsCallIsOver() throws InterruptedException {
        AtomicLong cancels = new AtomicLong();
        AtomicLong late = new AtomicLong();
        long end = System.nanoTime() + STORM_NANOS;
        Thread[] calling = IntStream.range(0, THREADS)
                .mapToObj(seed -> new Thread(() -> {
                    Random random = new Random(seed);
                    while (System.nanoTime() < end) {
                        AtomicBoolean over = new AtomicBoolean();
                        InterruptWatch.during(() -> (over.get() ? late : cancels).incrementAndGet(), () -> {
                            long until = System.nanoTime() + random.nextInt(200_000);
                            while (System.nanoTime() < until) {
                                Thread.yield();
                            }
                            return null;
                        });
                        over.set(true);
                        Thread.interrupted();
                    }
                }))
                .toArray(Thread[]::new);
        for (Thread one : calling) {
            one.start();
        }
        for (int next = 0; System.nanoTime() < end; next++) {
            calling[next % THREADS].interrupt();
            Thread.sleep(0, 100_000);
        }
        for (Thread one : calling) {
            one.join();
        }
        assertTrue(cancels.get() > 0, "none was cancelled");
        assertEquals(0, late.get(), () -> late + " of " + cancels + " were late");
    }
}
