package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The billing feed: its cursor covers what was handed on, no more and no less. */
class FeedTest {
    private static final int ROWS = 1_000;
    private static final int BATCH = 100;

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "10");

    @TempDir
    Path folder;

    private BillingFeed feed;

    @BeforeEach
    void open() {
        SIMULATOR.get().control("POST", "/_simulator/reset", "{}");
        feed = SIMULATOR.get().feedBuilder().batchRows(BATCH).build();
    }

    @AfterEach
    void close() {
        pagesOf(5_000);
        feed.close();
    }

    private static JsonNode change(String what) {
        return SIMULATOR.get().control("POST", "/_simulator/feed", what);
    }

    /** Reads what is new, at most so many rows, and gives the cursor after it. */
    private FeedCursor collect(FeedCursor cursor, int most, List<Long> ids) {
        try (Reader<BillingFeedRow> rows = feed.collect(cursor)) {
            for (int row = 0; row < most && rows.hasNext(); row++) {
                ids.add(rows.next().id());
            }
            return rows.cursor();
        }
    }

    @Test
    void everyRowComesOnceOverManyRuns() {
        List<Long> ids = new ArrayList<>();
        FeedCursor cursor = collect(FeedCursor.firstRun(), Integer.MAX_VALUE, ids);
        assertEquals(ROWS, ids.size());
        assertEquals(ids.get(ROWS - 1), cursor.lastId());
        change("{\"append\":3}");
        cursor = collect(cursor, Integer.MAX_VALUE, ids);
        FeedCursor again = collect(cursor, Integer.MAX_VALUE, ids);
        assertEquals(ROWS + 3, ids.size());
        assertEquals(ids.size(), new HashSet<>(ids).size());
        assertEquals(cursor.lastId(), again.lastId());
        assertNotEquals(FeedDialect.UNKNOWN, again.dialect());
    }

    @Test
    void rowsThatWereLeftComeInTheNextRunAndNoOther() {
        pagesOf(250);
        List<Long> all = new ArrayList<>();
        collect(FeedCursor.firstRun(), Integer.MAX_VALUE, all);
        for (int most : new int[] {0, 1, 99, 150, 500}) {
            List<Long> first = new ArrayList<>();
            FeedCursor cursor = collect(FeedCursor.firstRun(), most, first);
            assertEquals(all.subList(0, most), first);
            List<Long> rest = new ArrayList<>();
            collect(cursor, Integer.MAX_VALUE, rest);
            assertEquals(all.subList(most, ROWS), rest);
        }
    }

    private static void pagesOf(int rows) {
        SIMULATOR.get().control("POST", "/_simulator/switches", "{\"billing_feed\":{\"page_rows\":" + rows + "}}");
    }

    @Test
    void aCursorIsKeptAsAFileOrAsText() {
        Path file = folder.resolve("feed.cursor");
        assertEquals(ErrorKind.IO, kind(() -> FeedCursor.load(file)));
        FeedCursor cursor = collect(FeedCursor.firstRun(), Integer.MAX_VALUE, new ArrayList<>());
        cursor.save(file);
        assertEquals(cursor, FeedCursor.load(file));
        assertEquals(cursor, FeedCursor.parse(cursor.text()));
        assertEquals(cursor.hashCode(), FeedCursor.parse(cursor.text()).hashCode());
        assertFalse(cursor.text().contains("c4n4ry"), cursor::text);
        assertTrue(cursor.toString().endsWith(String.valueOf(cursor.lastId())), cursor::toString);
        assertEquals(ErrorKind.STATE_CORRUPT, kind(() -> FeedCursor.parse("nonsense")));
        assertEquals(ErrorKind.INVALID_ARGUMENT, kind(() -> FeedCursor.after(0)));
        assertEquals(42, FeedCursor.after(42).lastId());
        assertEquals("after 42", FeedCursor.after(42).toString());
        assertEquals("before the first row", FeedCursor.firstRun().toString());
        assertEquals("within the first page", collect(FeedCursor.firstRun(), 150, new ArrayList<>()).toString());
        List<Long> ids = new ArrayList<>();
        collect(FeedCursor.firstRun(), Integer.MAX_VALUE, ids);
        FeedCursor later = FeedCursor.after(ids.get(199));
        assertEquals(
                "after " + ids.get(199) + ", within the page that follows",
                collect(later, 150, new ArrayList<>()).toString());
    }

    private static ErrorKind kind(Executable call) {
        return assertThrows(CallrecException.class, call).kind();
    }

    @Test
    void aFeedThatIsNotWhatItWasIsAnError() {
        List<Long> ids = new ArrayList<>();
        FeedCursor cursor = collect(FeedCursor.firstRun(), Integer.MAX_VALUE, ids);
        change("{\"rerate\":[" + cursor.lastId() + "]}");
        assertEquals(ErrorKind.ROW_REVISED, kind(() -> collect(cursor, Integer.MAX_VALUE, ids)));
        FeedCursor accepted = collect(cursor.acceptRevised(), Integer.MAX_VALUE, ids);
        assertEquals(cursor.lastId(), accepted.lastId());
        change("{\"renumber\":true}");
        assertEquals(ErrorKind.CONTINUITY_BROKEN, kind(() -> collect(accepted, Integer.MAX_VALUE, ids)));
        assertEquals(ROWS, ids.size());
        try (BillingFeed other = SIMULATOR.get().feedBuilder().credentials("other", "wr0ng-c4n4ry".toCharArray()).build()) {
            assertEquals(ErrorKind.WRONG_STATE, kind(() -> other.collect(accepted).hasNext()));
        }
    }

    @Test
    void pagesDaysAndHoursAreTheSimulatorsOwn() {
        JsonNode all = SIMULATOR.get().control("/_simulator/feed?rows=true");
        LocalDate day;
        long last;
        try (Reader<BillingFeedRow> page = feed.firstPage()) {
            BillingFeedRow first = page.next();
            day = first.localDate().orElseThrow(AssertionError::new);
            last = all.path("totals").path("last_id").asLong();
            assertThrows(IllegalStateException.class, page::cursor);
        }
        try (Reader<BillingFeedRow> page = feed.page(last)) {
            assertEquals(last, page.next().id());
            assertFalse(page.hasNext());
        }
        long rows = count(feed.day(day));
        assertTrue(rows > 0);
        long byHour = 0;
        for (int hour = 0; hour < 24; hour++) {
            byHour += count(feed.day(day, hour));
        }
        assertEquals(rows, byHour);
        assertThrows(IllegalArgumentException.class, () -> feed.day(day, 24));
        assertEquals(ErrorKind.INVALID_ARGUMENT, kind(() -> feed.page(0)));
    }

    private static long count(Reader<?> reader) {
        try (Reader<?> open = reader) {
            return open.stream().count();
        }
    }

    @Test
    void everyOptionIsTaken() {
        JsonNode totals = SIMULATOR.get().control("/_simulator/feed").path("totals");
        for (FeedFormat format : FeedFormat.values()) {
            try (BillingFeed calls = SIMULATOR.get().feedBuilder().format(format).callsOnly(true).build();
                    BillingFeed services = SIMULATOR.get()
                            .feedBuilder()
                            .format(format)
                            .servicesOnly(true)
                            .method(FeedMethod.POST_FORM)
                            .lookBack(10)
                            .pageLimit(50)
                            .concurrency(1)
                            .build()) {
                assertEquals(totals.path("calls").asLong(), count(calls.firstPage()), format::name);
                assertTrue(count(services.collect(FeedCursor.firstRun())) > 0, format::name);
            }
        }
        assertEquals(
                ErrorKind.INVALID_ARGUMENT,
                kind(() -> SIMULATOR.get().feedBuilder().lookBack(-1).build()));
    }

    @Test
    void severalLoginsAreCollectedAtOnce() {
        try (FanOut<BillingFeedRow> logins = BillingFeed.collectAll(
                Collections.singletonMap(feed, FeedCursor.firstRun()), 2, FanOutOrder.AS_COMPLETED)) {
            FanOutResult<BillingFeedRow> one = logins.next();
            assertEquals(SIMULATOR.get().environment().get("CALLREC_BILLING_FEED_USERNAME"), one.key());
            try (Reader<BillingFeedRow> rows = one.reader()) {
                assertEquals(ROWS, rows.stream().count());
            }
            assertFalse(logins.hasNext());
        }
    }
}
