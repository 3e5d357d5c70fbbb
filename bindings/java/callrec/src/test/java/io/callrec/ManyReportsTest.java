package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many reports at once: one result a key, and one key's failure is its own. */
@Timeout(60)
class ManyReportsTest {
    private static final YearMonth MONTH = YearMonth.of(2026, 9);

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "600");

    @AfterEach
    void noFaultIsLeft() {
        SIMULATOR.get().plan();
    }

    private static String company() {
        return SIMULATOR.get().company();
    }

    @Test
    void oneThatWasReadToItsEndIsClosedAllTheSame() {
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            FanOut<IpassCdr> companies = portal.monthlyCdrOfAll(company(), MONTH);
            companies.forEach(FanOutResult::close);
            assertFalse(companies.hasNext());
            companies.close();
            assertThrows(IllegalStateException.class, companies::hasNext);
            assertThrows(IllegalStateException.class, companies::next);
        }
    }

    @Test
    void theParentComesFirstAndThenItsChildren() {
        List<String> keys = new ArrayList<>();
        try (IpassPortal portal = SIMULATOR.get().portal();
                FanOut<IpassCdr> companies = portal.monthlyCdrOfAll(company(), MONTH)) {
            assertEquals(4, companies.remaining());
            for (FanOutResult<IpassCdr> one : companies) {
                keys.add(one.key());
                try (Reader<IpassCdr> cdrs = one.reader()) {
                    long wanted = SIMULATOR.get()
                            .control("/_simulator/totals?kind=monthly_cdr&period=2026-09&company=" + one.key())
                            .path("rows")
                            .asLong();
                    assertEquals(wanted, cdrs.stream().count(), one::key);
                }
            }
            assertEquals(0, companies.remaining());
            assertThrows(NoSuchElementException.class, companies::next);
            assertThrows(IllegalStateException.class, companies::iterator, "a second pass is not the nothing that is left");
            assertThrows(IllegalStateException.class, companies::spliterator);
        }
        assertEquals(company(), keys.get(0));
        assertEquals(4, new TreeSet<>(keys).size());
    }

    @Test
    void whoeverTookEveryResultByHandHasNoSecondPassEither() {
        try (IpassPortal portal = SIMULATOR.get().portal();
                FanOut<IpassCdr> companies = portal.monthlyCdrOfAll(company(), MONTH)) {
            for (long left = companies.remaining(); left > 0; left--) {
                assertSame(companies, companies.iterator());
                companies.next().close();
            }
            assertThrows(IllegalStateException.class, companies::iterator);
        }
    }

    @Test
    void oneFailureIsItsOwn() {
        SIMULATOR.get().plan("monthly_cdr:2:return-500-code-2005");
        int failed = 0;
        int read = 0;
        try (IpassPortal portal = SIMULATOR.get().builder().tries(1).build();
                FanOut<IpassCdr> companies =
                        portal.monthlyCdrOfAll(company(), MONTH, 1, FanOutOrder.AS_COMPLETED)) {
            while (companies.hasNext()) {
                try (FanOutResult<IpassCdr> one = companies.next()) {
                    if (one.failure().isPresent()) {
                        failed++;
                        assertEquals(Optional.of("monthly_cdr"), one.failure().get().operation());
                        assertThrows(CallrecException.class, one::reader);
                    } else {
                        read++;
                        assertTrue(one.reader().hasNext());
                    }
                    assertFalse(one.toString().isEmpty());
                }
            }
        }
        assertEquals(1, failed);
        assertEquals(3, read);
    }

    @Test
    void aMonthOfDaysMayBeLeftHalfWay() {
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            FanOut<IpassCdr> days = portal.dailyCdrOfMonth(company(), MONTH);
            FanOutResult<IpassCdr> first = days.next();
            assertTrue(days.hasNext());
            days.close();
            days.close();
            assertThrows(IllegalStateException.class, days::remaining);
            assertThrows(IllegalStateException.class, days::hasNext);
            assertEquals("2026-09-01", first.key());
            try (Reader<IpassCdr> cdrs = first.reader()) {
                assertTrue(cdrs.stream().count() > 0, "a reader that was taken goes on");
            }
        }
    }

    @Test
    void anInterruptEndsTheWaitForAResult() throws InterruptedException {
        SIMULATOR.get().plan("monthly_cdr:*:stall");
        try (IpassPortal portal = SIMULATOR.get().portal();
                FanOut<IpassCdr> companies = portal.monthlyCdrOfAll(company(), MONTH)) {
            Thread here = Thread.currentThread();
            Thread other = new Thread(() -> {
                try {
                    Thread.sleep(300);
                } catch (InterruptedException e) {
                    return;
                }
                here.interrupt();
            });
            other.start();
            CallrecException error = assertThrows(CallrecException.class, companies::hasNext);
            assertEquals(ErrorKind.CANCELLED, error.kind());
            assertTrue(Thread.interrupted());
            other.join();
            portal.cancel();
        }
    }

    @Test
    void windowsOfGetcallsHoldTheSameRecords() {
        LocalDate start = LocalDate.of(2026, 8, 15);
        LocalDate end = LocalDate.of(2026, 10, 1);
        String profile = SIMULATOR.get().profile();
        for (GetcallsFormat format : GetcallsFormat.values()) {
            try (Getcalls getcalls = SIMULATOR.get().getcallsBuilder().format(format).concurrency(3).build();
                    Reader<GetcallsRow> rows = getcalls.getCalls(profile, start, end);
                    FanOut<GetcallsRow> windows = getcalls.getCallsByWindow(profile, start, end)) {
                long whole = rows.stream().count();
                long parts = 0;
                List<String> keys = new ArrayList<>();
                for (FanOutResult<GetcallsRow> one : windows) {
                    keys.add(one.key());
                    try (Reader<GetcallsRow> window = one.reader()) {
                        parts += window.stream().count();
                    }
                }
                assertTrue(whole > 0);
                assertEquals(whole, parts, format::name);
                assertEquals("2026-08-15..2026-09-01", keys.get(0));
            }
        }
    }

    @Test
    void getcallsWithoutAnEndIsForJsonOnly() {
        String profile = SIMULATOR.get().profile();
        LocalDate start = LocalDate.of(2026, 9, 29);
        try (Getcalls json = SIMULATOR.get().getcalls();
                Getcalls csv = SIMULATOR.get().getcallsBuilder().format(GetcallsFormat.CSV).build();
                Reader<GetcallsRow> rows = json.getCalls(profile, start)) {
            GetcallsRow row = rows.next();
            assertFalse(row.type().isEmpty());
            assertTrue(row.callStartLocal().isPresent());
            CallrecException error = assertThrows(CallrecException.class, () -> csv.getCalls(profile, start));
            assertEquals(ErrorKind.INVALID_ARGUMENT, error.kind());
            LocalDate before = start.minusDays(1);
            assertEquals(
                    ErrorKind.INVALID_ARGUMENT,
                    assertThrows(CallrecException.class, () -> json.getCalls(profile, start, before)).kind());
        }
    }
}
