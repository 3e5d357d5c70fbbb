package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many threads share one client, and one session. */
@Timeout(120)
class ConcurrencyTest {
    private static final int THREADS = 64;
    private static final int ROUNDS = 2;

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "6000");

    @Test
    void sixtyFourThreadsReadThroughOneClientWithOneLogin() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            List<Callable<Map.Entry<LocalDate, BigDecimal>>> work = new ArrayList<>();
            for (int task = 0; task < THREADS * ROUNDS; task++) {
                LocalDate day = LocalDate.of(2026, 9, 1 + task % 30);
                work.add(() -> new HashMap.SimpleEntry<>(day, amount(portal, day)));
            }
            Map<LocalDate, BigDecimal> seen = new HashMap<>();
            for (Future<Map.Entry<LocalDate, BigDecimal>> one : threads.invokeAll(work)) {
                BigDecimal before = seen.put(one.get().getKey(), one.get().getValue());
                assertEquals(before == null ? one.get().getValue() : before, one.get().getValue());
            }
            BigDecimal month = new BigDecimal(SIMULATOR.get()
                            .control("/_simulator/totals?kind=monthly_cdr&period=2026-09")
                            .path("net_billing_amount_micros")
                            .asText())
                    .movePointLeft(6);
            assertEquals(0, month.compareTo(seen.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, SIMULATOR.get().control("/_simulator/ledger").path("logins").asLong());
    }

    private static BigDecimal amount(IpassPortal portal, LocalDate day) {
        BigDecimal sum = BigDecimal.ZERO;
        try (Reader<IpassCdr> cdrs = portal.dailyCdr(SIMULATOR.get().company(), day)) {
            for (IpassCdr cdr : cdrs) {
                sum = sum.add(cdr.netBillingAmount().orElse(BigDecimal.ZERO));
            }
        }
        return sum;
    }
}
