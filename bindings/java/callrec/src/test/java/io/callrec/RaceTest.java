package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One thread reads while others do all that any thread may do at any time: exceptions of the API, never another one. */
@Timeout(120)
class RaceTest {
    private static final int ROUNDS = 150;
    private static final int OTHERS = 3;

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "500");

    private final Queue<Throwable> odd = new ConcurrentLinkedQueue<>();
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** Lets {@code user} use an object while {@code OTHERS} threads do something to it, then close it. */
    private <T extends AutoCloseable> void race(T object, Consumer<T> user, List<Consumer<T>> others, long seed)
            throws Exception {
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        threads.add(new Thread(() -> guarded(begin, () -> user.accept(object))));
        for (int i = 0; i < OTHERS; i++) {
            Random random = new Random(seed * OTHERS + i);
            threads.add(new Thread(() -> guarded(begin, () -> {
                for (int call = random.nextInt(20); call >= 0; call--) {
                    others.get(random.nextInt(others.size())).accept(object);
                }
            })));
        }
        threads.forEach(Thread::start);
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        object.close();
    }

    private void guarded(CountDownLatch begin, Runnable work) {
        try {
            begin.await();
            work.run();
        } catch (CallrecException | IllegalStateException e) {
            // What the API says: cancelled, closed, another thread is inside.
            refused.incrementAndGet();
        } catch (Throwable e) {
            odd.add(e);
        }
    }

    private void count(Reader<?> reader) {
        while (reader.hasNext()) {
            reader.next();
            read.incrementAndGet();
        }
    }

    private static List<Consumer<Reader<IpassCdr>>> toReaders() {
        List<Consumer<Reader<IpassCdr>>> calls = new ArrayList<>();
        calls.add(Reader::progress);
        calls.add(Reader::accounting);
        calls.add(Reader::proof);
        calls.add(Reader::takeQuarantined);
        calls.add(Reader::toString);
        calls.add(reader -> Thread.yield());
        calls.add(Reader::cancel);
        calls.add(Reader::close);
        return calls;
    }

    @Test
    void readersOfMemory() throws Exception {
        // Synthetic rows; every third one cannot be read.
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < 600; row++) {
            rows.append("t,B1,ann,example.com,Ghent,").append(row % 3 == 2 ? "never" : "01-SEP-2026 00:00:00");
            rows.append(",,1,1,1,WiFi,daily_usage,,\n");
        }
        byte[] body = rows.toString().getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < ROUNDS; round++) {
            race(Callrec.decoder().batchRows(20).open(body, Report.IPASS_CDR), this::count, toReaders(), round);
        }
        assertEquals(new ArrayList<>(), new ArrayList<>(odd));
        assertTrue(read.get() > 0 && refused.get() > 0, () -> read + " read, " + refused + " refused");
    }

    @Test
    void clientsAndFanOuts() throws Exception {
        List<Consumer<IpassPortal>> toPortals = new ArrayList<>();
        toPortals.add(portal -> portal.childCompanies(SIMULATOR.get().company()).close());
        toPortals.add(portal -> portal.dryRun().close());
        toPortals.add(IpassPortal::login);
        toPortals.add(IpassPortal::cancel);
        toPortals.add(IpassPortal::close);
        List<Consumer<FanOut<IpassCdr>>> toFanOuts = new ArrayList<>();
        toFanOuts.add(FanOut::remaining);
        toFanOuts.add(fanOut -> Thread.yield());
        toFanOuts.add(FanOut::cancel);
        toFanOuts.add(FanOut::close);
        for (int round = 0; round < ROUNDS / 5; round++) {
            IpassPortal portal = SIMULATOR.get().portal();
            FanOut<IpassCdr> companies = portal.monthlyCdrOfAll(SIMULATOR.get().company(), YearMonth.of(2026, 9));
            race(companies, all -> all.forEachRemaining(one -> count(one.reader())), toFanOuts, round);
            race(portal, this::month, toPortals, round);
        }
        assertEquals(new ArrayList<>(), new ArrayList<>(odd));
        assertTrue(read.get() > 0 && refused.get() > 0, () -> read + " read, " + refused + " refused");
    }

    private void month(IpassPortal portal) {
        try (Reader<IpassCdr> cdrs = portal.monthlyCdr(SIMULATOR.get().company(), YearMonth.of(2026, 9))) {
            count(cdrs);
        }
    }
}
