package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stream that ends early, also a parallel one, takes no record unseen: a feed's cursor would cover it. */
@Timeout(120)
class StreamTest {
    private static final int ROWS = 3_000;
    private static final int BATCH = 100;
    private static final int MIDDLE = 1_550;
    private static final YearMonth MONTH = YearMonth.of(2026, 9);

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--feed-rows", String.valueOf(ROWS));

    /** What the caller's own code throws. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** What to do with a stream of lines; gives those that were seen. */
    private interface Use {
        void of(Stream<Long> lines, Collection<Long> seen);
    }

    private static Map<String, Use> uses(long middle) {
        Map<String, Use> uses = new LinkedHashMap<>();
        uses.put("limit", (lines, seen) -> seen.addAll(lines.limit(10).collect(Collectors.toList())));
        uses.put("anyMatch", (lines, seen) -> lines.anyMatch(line -> seen.add(line) && line == middle));
        uses.put("findFirst", (lines, seen) -> seen.add(lines.findFirst().get()));
        uses.put("forEach that throws", (lines, seen) -> lines.forEach(line -> {
            seen.add(line);
            if (line == middle) {
                throw new Enough();
            }
        }));
        return uses;
    }

    /** The ways to a stream of a reader. */
    private static Map<String, Function<Reader<BillingFeedRow>, Stream<Long>>> ways() {
        Map<String, Function<Reader<BillingFeedRow>, Stream<Long>>> ways = new LinkedHashMap<>();
        ways.put("stream", rows -> rows.stream().map(BillingFeedRow::id));
        ways.put("parallel stream", rows -> rows.stream().parallel().map(BillingFeedRow::id));
        ways.put("spliterator", rows -> StreamSupport.stream(rows.spliterator(), true).map(BillingFeedRow::id));
        return ways;
    }

    /** Not each row can be read, and ids have gaps. */
    private static List<Long> all(BillingFeed feed) {
        try (Reader<BillingFeedRow> rows = feed.collect(FeedCursor.firstRun())) {
            return ids(rows);
        }
    }

    private static List<Long> ids(Reader<BillingFeedRow> rows) {
        return rows.stream().map(BillingFeedRow::id).collect(Collectors.toList());
    }

    @Test
    void theCursorCoversNoRowThatWasNotSeen() {
        try (BillingFeed feed = SIMULATOR.get().feedBuilder().batchRows(BATCH).build()) {
            List<Long> all = all(feed);
            uses(all.get(MIDDLE)).forEach((name, use) -> ways().forEach((way, stream) -> {
                Collection<Long> seen = new ConcurrentLinkedQueue<>();
                FeedCursor cursor;
                try (Reader<BillingFeedRow> rows = feed.collect(FeedCursor.firstRun())) {
                    use(use, stream.apply(rows), seen);
                    cursor = rows.cursor();
                }
                Set<Long> had = new TreeSet<>(seen);
                try (Reader<BillingFeedRow> rows = feed.collect(cursor)) {
                    had.addAll(ids(rows));
                }
                assertEquals(all.size(), had.size(), name + " of a " + way + " after " + seen.size());
            }));
        }
    }

    private static void use(Use use, Stream<Long> lines, Collection<Long> seen) {
        try {
            use.of(lines, seen);
        } catch (Enough e) {
            assertTrue(seen.size() > MIDDLE);
        }
    }

    @Test
    void unifiedRecordsAreTakenAsTheyAreSeen() {
        try (BillingFeed feed = SIMULATOR.get().feedBuilder().batchRows(BATCH).build();
                Reader<BillingFeedRow> rows = feed.collect(FeedCursor.firstRun());
                Reader<UnifiedRecord> unified = rows.unify(new UnifyOptions())) {
            assertEquals(BATCH, unified.stream().parallel().limit(BATCH).count());
            assertEquals(all(feed).size() - BATCH, unified.stream().parallel().count());
        }
    }

    @Test
    void aLimitTakesAsManyAsItGivesAndAnIteratorOfTheStreamOneMore() {
        try (BillingFeed feed = SIMULATOR.get().feed();
                Reader<BillingFeedRow> rows = feed.collect(FeedCursor.firstRun())) {
            List<Long> all = all(feed);
            assertEquals(
                    all.subList(0, 3), rows.stream().limit(3).map(BillingFeedRow::id).collect(Collectors.toList()));
            assertEquals(all.get(3), rows.next().id());
            Iterator<BillingFeedRow> more = rows.stream().iterator();
            assertEquals(all.get(4), more.next().id());
            assertTrue(more.hasNext());
            assertEquals(all.get(6), rows.next().id());
        }
    }

    @Test
    void aStreamOfAFanOutTakesNoResultThatNobodyCloses() {
        try (IpassPortal portal = SIMULATOR.get().portal();
                FanOut<IpassCdr> companies = portal.monthlyCdrOfAll(SIMULATOR.get().company(), MONTH)) {
            assertNull(companies.spliterator().trySplit());
            long before = companies.remaining();
            StreamSupport.stream(companies.spliterator(), true).limit(1).forEach(FanOutResult::close);
            assertEquals(before - 1, companies.remaining());
        }
    }
}
