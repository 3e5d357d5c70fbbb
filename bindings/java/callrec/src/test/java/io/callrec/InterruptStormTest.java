package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Threads of one client that are interrupted at any moment: before a call, inside it, as it returns. Each call gives
 * its records or CANCELLED with the flag set, and what one thread is told is not what another was interrupted for.
 */
@Timeout(120)
class InterruptStormTest {
    private static final int THREADS = 16;
    private static final long STORM_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int ROWS = 500;

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", String.valueOf(ROWS));

    private final Queue<Throwable> odd = new ConcurrentLinkedQueue<>();
    private final AtomicLong whole = new AtomicLong();
    private final AtomicLong cancelled = new AtomicLong();

    private void callUntil(long end, IpassPortal portal, boolean isLeftAlone) {
        String company = SIMULATOR.get().company();
        while (System.nanoTime() < end) {
            try (Reader<IpassCdr> cdrs = portal.monthlyCdr(company, YearMonth.of(2026, 9))) {
                cdrs.forEachRemaining(cdr -> {});
                assertEquals(cdrs.accounting().read(), cdrs.accounting().accepted());
                assertTrue(cdrs.proof().isPresent(), "an end that is proven");
                whole.incrementAndGet();
            } catch (CallrecException e) {
                if (e.kind() != ErrorKind.CANCELLED || isLeftAlone || !Thread.currentThread().isInterrupted()) {
                    odd.add(e);
                }
                cancelled.incrementAndGet();
            } catch (Throwable e) {
                odd.add(e);
            }
            Thread.interrupted();
        }
    }

    private void storm(IpassPortal portal) throws InterruptedException {
        long end = System.nanoTime() + STORM_NANOS;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            boolean isLeftAlone = i == 0;
            threads.add(new Thread(() -> callUntil(end, portal, isLeftAlone)));
        }
        threads.forEach(Thread::start);
        for (int next = 0; System.nanoTime() < end; next++) {
            threads.get(1 + next % (THREADS - 1)).interrupt();
            // From faster than anybody looks to slower than a call.
            Thread.sleep(next % 7);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void everyCallGivesItsRecordsOrIsCancelled() throws InterruptedException {
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            portal.login();
            storm(portal);
            assertEquals(Arrays.asList(), new ArrayList<>(odd));
            assertTrue(whole.get() > 0 && cancelled.get() > 0, () -> whole + " whole, " + cancelled + " cancelled");
            assertFalse(Thread.currentThread().isInterrupted());
            try (Reader<IpassCdr> cdrs = portal.monthlyCdr(SIMULATOR.get().company(), YearMonth.of(2026, 9))) {
                assertTrue(cdrs.stream().count() > 0, "the client goes on");
            }
        }
    }
}
