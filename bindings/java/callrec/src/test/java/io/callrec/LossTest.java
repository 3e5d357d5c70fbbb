package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A caller that catches an {@link OutOfMemoryError} and goes on gets all that there is, or an error for ever: never a
 * part that looks like the whole. Each access to native memory fails in its turn.
 */
@Timeout(120)
class LossTest {
    private static final int ROWS = 1_000;
    private static final String REMEDY = "open the report again";

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "10");

    /** Synthetic rows; every fourth one cannot be read. */
    private static byte[] body(int rows) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            text.append("t").append(row).append(",B1,ann,example.com,Ghent,");
            text.append(row % 4 == 3 ? "never" : "01-SEP-2026 00:00:00").append(",,1,1,1,WiFi,daily_usage,,\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static Reader<IpassCdr> cdrs() {
        return Callrec.decoder().batchRows(8).open(body(32), Report.IPASS_CDR);
    }

    /** Goes on after the error; true if the end was reached, false if there is none any more. */
    private static <T> boolean drain(Iterator<T> from, List<T> to, FailingAccess failing, String remedy) {
        while (true) {
            try {
                if (!from.hasNext()) {
                    return true;
                }
                to.add(from.next());
            } catch (OutOfMemoryError e) {
                assertSame(failing.thrown, e);
            } catch (IllegalStateException e) {
                assertLost(e, failing, remedy);
                assertLost(assertThrows(IllegalStateException.class, from::hasNext), failing, remedy);
                return false;
            }
        }
    }

    private static void assertLost(IllegalStateException e, FailingAccess failing, String remedy) {
        assertSame(failing.thrown, e.getCause(), e.toString());
        assertTrue(e.getMessage().contains(" was lost to java.lang.OutOfMemoryError"), e.getMessage());
        assertTrue(e.getMessage().endsWith("; " + remedy), e.getMessage());
    }

    /** Lets each access fail in its turn until none is left; gives how often there was no end. */
    private static int each(int step, Failure failure) {
        int lost = 0;
        for (boolean after : new boolean[] {false, true}) {
            long access = 0;
            while (true) {
                Boolean whole = failure.at(access, after);
                if (whole == null) {
                    break;
                }
                lost += whole ? 0 : 1;
                access += step;
            }
            assertTrue(access > 0, "nothing failed");
        }
        return lost;
    }

    /** One failure. */
    private interface Failure {
        /** Whether all came; null if no access failed. */
        Boolean at(long access, boolean after);
    }

    @Test
    void recordsComeAllOrTheReaderHasNoEnd() {
        List<String> all = new ArrayList<>();
        cdrs().forEachRemaining(cdr -> all.add(cdr.transactionId()));
        assertEquals(24, all.size());
        int lost = each(1, (access, after) -> {
            List<IpassCdr> came = new ArrayList<>();
            try (Reader<IpassCdr> reader = cdrs(); FailingAccess failing = new FailingAccess(access, after)) {
                boolean whole = drain(reader, came, failing, REMEDY);
                List<String> ids = new ArrayList<>();
                came.forEach(cdr -> ids.add(cdr.transactionId()));
                assertEquals(whole ? all : all.subList(0, ids.size()), ids);
                assertEquals(whole, reader.proof().isPresent());
                if (!whole) {
                    assertEquals(0, ids.size() % 8, "what came of a batch came whole");
                    assertThrows(IllegalStateException.class, () -> reader.unify(new UnifyOptions()));
                }
                return failing.thrown == null ? null : whole;
            }
        });
        assertTrue(lost > 100, lost + " losses");
    }

    @Test
    void aCursorDoesNotCoverWhatWasLost() {
        try (BillingFeed feed = SIMULATOR.get().feedBuilder().batchRows(100).build()) {
            List<Long> all = ids(feed.collect(FeedCursor.firstRun()));
            assertEquals(ROWS, all.size());
            int lost = each(199, (access, after) -> {
                List<BillingFeedRow> came = new ArrayList<>();
                FeedCursor cursor;
                boolean whole;
                boolean failed;
                try (Reader<BillingFeedRow> rows = feed.collect(FeedCursor.firstRun())) {
                    try (FailingAccess failing = new FailingAccess(access, after)) {
                        whole = drain(rows, came, failing, REMEDY);
                        failed = failing.thrown != null;
                    }
                    cursor = rows.cursor();
                }
                List<Long> rest = ids(feed.collect(cursor));
                assertEquals(all.subList(came.size(), ROWS), rest);
                return failed ? whole : null;
            });
            assertTrue(lost > 0);
        }
    }

    private static List<Long> ids(Reader<BillingFeedRow> reader) {
        List<Long> ids = new ArrayList<>();
        try (Reader<BillingFeedRow> rows = reader) {
            rows.forEachRemaining(row -> ids.add(row.id()));
        }
        return ids;
    }

    @Test
    void aCursorDoesNotCoverAFileOfWhichNothingIsKnown(@TempDir Path folder) {
        try (BillingFeed feed = SIMULATOR.get().feedBuilder().batchRows(100).build()) {
            try (Reader<BillingFeedRow> rows = feed.collect(FeedCursor.firstRun())) {
                assertThrows(CallrecException.class, () -> rows.writeTo(folder.resolve("nowhere/out.csv")));
                assertEquals("before the first row", rows.cursor().toString());
            }
            each(7, (access, after) -> {
                try (Reader<BillingFeedRow> rows = feed.collect(FeedCursor.firstRun())) {
                    try (FailingAccess failing = new FailingAccess(access, after)) {
                        assertEquals(ROWS, rows.writeTo(folder.resolve("out.csv")));
                        return failing.thrown == null ? null : true;
                    } catch (OutOfMemoryError e) {
                        assertNotNull(e);
                    }
                    assertEquals("before the first row", rows.cursor().toString());
                    return false;
                }
            });
        }
    }

    @Test
    void aCursorOfTheFirstReaderIsThatOfTheUnifiedOne() {
        try (BillingFeed feed = SIMULATOR.get().feedBuilder().batchRows(100).build();
                Reader<BillingFeedRow> rows = feed.collect(FeedCursor.firstRun());
                Reader<UnifiedRecord> unified = rows.unify(new UnifyOptions())) {
            assertEquals("before the first row", rows.cursor().toString());
            List<Long> all = ids(feed.collect(FeedCursor.firstRun()));
            assertEquals(String.valueOf(all.get(0)), unified.next().recordId().get());
            assertEquals(unified.cursor(), rows.cursor());
            assertEquals(all.subList(1, ROWS), ids(feed.collect(rows.cursor())));
        }
    }

    @Test
    void recordsSetAsideComeAllOrTheReaderHasNoEnd() {
        int lost = each(1, (access, after) -> {
            try (Reader<IpassCdr> reader = cdrs()) {
                reader.forEachRemaining(cdr -> {});
                try (FailingAccess failing = new FailingAccess(access, after)) {
                    Supplier<List<Quarantined>> take = reader::takeQuarantined;
                    boolean whole = comesAll(take, 8, failing);
                    return failing.thrown == null ? null : whole;
                }
            }
        });
        assertTrue(lost > 20, lost + " losses");
    }

    @Test
    void doubtsComeAllOrTheReaderHasNoEnd() {
        int doubts;
        try (BillingFeed feed = SIMULATOR.get().feed(); Reader<UnifiedRecord> reader = unified(feed)) {
            doubts = reader.takeDoubts().size();
            assertTrue(doubts > 0);
        }
        int lost = each(1, (access, after) -> {
            try (BillingFeed feed = SIMULATOR.get().feed();
                    Reader<UnifiedRecord> reader = unified(feed);
                    FailingAccess failing = new FailingAccess(access, after)) {
                boolean whole = comesAll(reader::takeDoubts, doubts, failing);
                return failing.thrown == null ? null : whole;
            }
        });
        assertTrue(lost > 0);
    }

    /** Read to its end. */
    private static Reader<UnifiedRecord> unified(BillingFeed feed) {
        Reader<UnifiedRecord> reader = feed.firstPage().unify(new UnifyOptions().zone(ZoneId.of("Pacific/Auckland")));
        reader.forEachRemaining(record -> {});
        return reader;
    }

    private static <T> boolean comesAll(Supplier<List<T>> take, int count, FailingAccess failing) {
        Executable again = take::get;
        List<T> came;
        try {
            came = take.get();
        } catch (OutOfMemoryError e) {
            try {
                came = take.get();
            } catch (IllegalStateException lost) {
                assertLost(lost, failing, REMEDY);
                assertLost(assertThrows(IllegalStateException.class, again), failing, REMEDY);
                return false;
            }
        }
        assertEquals(count, came.size());
        return true;
    }

    @Test
    void resultsComeAllOrTheFanOutHasNoEnd() {
        YearMonth month = YearMonth.of(2026, 9);
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            portal.login();
            int lost = each(5, (access, after) -> {
                List<FanOutResult<IpassCdr>> came = new ArrayList<>();
                try (FanOut<IpassCdr> companies = portal.monthlyCdrOfAll(SIMULATOR.get().company(), month)) {
                    boolean whole;
                    boolean failed;
                    try (FailingAccess failing = new FailingAccess(access, after)) {
                        whole = drain(companies, came, failing, "open the reports again");
                        failed = failing.thrown != null;
                    }
                    // An error that hits the call which tells the end may come after all four.
                    assertTrue(whole ? came.size() == 4 : came.size() <= 4, came::toString);
                    came.forEach(one -> assertFalse(one.failure().isPresent(), one::toString));
                    return failed ? whole : null;
                } finally {
                    came.forEach(FanOutResult::close);
                }
            });
            assertTrue(lost > 0);
        }
    }
}
