package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One table for the call records of all systems. */
class UnifyTest {
    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "500");

    @Test
    void theZoneWithoutANameIsUtc() {
        try (BillingFeed feed = SIMULATOR.get().feed()) {
            UnifyOptions utc = new UnifyOptions().zone(ZoneOffset.UTC);
            try (Reader<UnifiedRecord> named = feed.firstPage().unify(new UnifyOptions().zone(ZoneId.of("UTC")));
                    Reader<UnifiedRecord> offset = feed.firstPage().unify(utc)) {
                assertEquals(named.next().startedAt(), offset.next().startedAt());
            }
            try (Reader<BillingFeedRow> rows = feed.firstPage()) {
                UnifyOptions other = new UnifyOptions().zone(ZoneOffset.ofHours(2));
                CallrecException error = assertThrows(CallrecException.class, () -> rows.unify(other));
                assertEquals(ErrorKind.INVALID_ARGUMENT, error.kind());
            }
        }
    }

    @Test
    void recordsOfAllSystemsHaveOneTable() {
        UnifyOptions options =
                new UnifyOptions().account("A-1").currency(Currency.getInstance("EUR")).unit("MB").zone(AUCKLAND);
        LocalDate day = LocalDate.of(2026, 9, 7);
        try (IpassPortal portal = SIMULATOR.get().portal();
                BillingFeed feed = SIMULATOR.get().feed();
                Getcalls getcalls = SIMULATOR.get().getcalls();
                Reader<IpassCdr> cdrs = portal.monthlyCdr(SIMULATOR.get().company(), YearMonth.of(2026, 9));
                Reader<BillingFeedRow> rows = feed.collect(FeedCursor.firstRun());
                Reader<GetcallsRow> calls = getcalls.getCalls(SIMULATOR.get().profile(), day, day.plusDays(1));
                Reader<UnifiedRecord> fromPortal = cdrs.unify(options);
                Reader<UnifiedRecord> fromFeed = rows.unify(options);
                Reader<UnifiedRecord> fromGetcalls = calls.unify(options)) {
            assertEquals(500, check(fromPortal, "ipass_portal", "ipass_cdr"));
            assertEquals(1_000, check(fromFeed, "billing_feed", "billing_feed"));
            assertTrue(check(fromGetcalls, "getcalls", "getcalls") > 0);
            assertEquals(feedIsAtItsEnd(fromFeed), fromFeed.cursor().lastId());
            assertThrows(IllegalStateException.class, cdrs::hasNext);
            assertThrows(IllegalStateException.class, () -> fromPortal.unify(options));
        }
    }

    private static long feedIsAtItsEnd(Reader<UnifiedRecord> feed) {
        assertFalse(feed.hasNext());
        return SIMULATOR.get().control("/_simulator/feed").path("totals").path("last_id").asLong();
    }

    private static long check(Reader<UnifiedRecord> records, String provider, String report) {
        long rows = 0;
        while (records.hasNext()) {
            UnifiedRecord record = records.next();
            TextForm.of(record);
            assertEquals(provider, record.provider());
            assertEquals(report, record.report());
            assertEquals(Optional.of("A-1"), record.account());
            assertEquals(Optional.of("EUR"), record.currency());
            assertTrue(record.extra().isEmpty());
            rows++;
        }
        assertEquals(rows, records.unifyAccounting().rows());
        UnifyAccounting counts = records.unifyAccounting();
        long doubts = counts.overflow() + counts.inexact() + counts.repeatedLocalTimes() + counts.skippedLocalTimes();
        assertEquals(doubts, records.takeDoubts().size());
        return rows;
    }

    private static Path fixture(String name) {
        return SimulatorProcess.root().toPath().resolve("tests/fixtures/getcalls").resolve(name);
    }

    @Test
    void whatCannotBeToldIsADoubtOrDecidedByAPolicy() throws IOException {
        Path input = fixture("getcalls_json_local_time_in_a_gap.json");
        try (Reader<GetcallsRow> rows = Callrec.open(input, Report.GETCALLS);
                Reader<UnifiedRecord> records = rows.unify(new UnifyOptions().zone(ZoneId.of("Europe/Brussels")))) {
            long without = records.stream().filter(one -> !one.startedAt().isPresent()).count();
            List<Doubt> doubts = records.takeDoubts();
            assertTrue(without > 0);
            assertEquals(DoubtReason.SKIPPED_LOCAL_TIME, doubts.get(0).reason());
            assertEquals("started_at", doubts.get(0).column());
            assertTrue(doubts.get(0).toString().contains("line " + doubts.get(0).line()));
            assertTrue(records.unifyAccounting().skippedLocalTimes() > 0, records.unifyAccounting()::toString);
            assertEquals(0, records.takeDoubts().size());
        }
        for (DstPolicy policy : new DstPolicy[] {DstPolicy.EARLIER, DstPolicy.LATER}) {
            try (Reader<GetcallsRow> rows = Callrec.open(input, Report.GETCALLS);
                    Reader<UnifiedRecord> records =
                            rows.unify(new UnifyOptions().zone(ZoneId.of("Europe/Brussels")).dst(policy))) {
                assertTrue(records.stream().allMatch(one -> one.startedAt().isPresent()));
            }
        }
        try (Reader<GetcallsRow> rows = Callrec.open(input, Report.GETCALLS);
                Reader<UnifiedRecord> records =
                        rows.unify(new UnifyOptions().zone(ZoneId.of("Europe/Brussels")).strict(true))) {
            CallrecException error = assertThrows(CallrecException.class, records::hasNext);
            assertEquals(ErrorKind.STRICT, error.kind());
        }
    }

    @Test
    void theRecordsBeforeTheFirstDoubtComeBeforeTheError() {
        UnifyOptions options = new UnifyOptions().zone(AUCKLAND);
        List<UnifiedRecord> all = new ArrayList<>();
        long good;
        try (BillingFeed feed = SIMULATOR.get().feed();
                Reader<UnifiedRecord> records = feed.collect(FeedCursor.firstRun()).unify(options)) {
            records.forEachRemaining(all::add);
            long line = records.takeDoubts().get(0).line();
            good = all.stream().filter(one -> one.line() < line).count();
            assertTrue(good > 0, "the doubt is not of the first");
        }
        List<String> came = new ArrayList<>();
        try (BillingFeed feed = SIMULATOR.get().feed();
                Reader<UnifiedRecord> records = feed.collect(FeedCursor.firstRun()).unify(options.strict(true))) {
            CallrecException error = assertThrows(
                    CallrecException.class, () -> records.forEachRemaining(one -> came.add(one.recordId().get())));
            assertEquals(ErrorKind.STRICT, error.kind());
            assertEquals(ids(all.subList(0, (int) good)), came);
            try (Reader<UnifiedRecord> rest = feed.collect(records.cursor()).unify(options.strict(false))) {
                List<UnifiedRecord> others = new ArrayList<>();
                rest.forEachRemaining(others::add);
                assertEquals(ids(all.subList((int) good, all.size())), ids(others), "the cursor stays before the doubt");
            }
        }
    }

    private static List<String> ids(List<UnifiedRecord> records) {
        return records.stream().map(one -> one.recordId().get()).collect(Collectors.toList());
    }

    @Test
    void thePricePolicyDecidesTheAmount(@TempDir Path folder) throws IOException {
        Path input = fixture("getcalls_json_document_sample.json");
        Path file = folder.resolve("unified.ndjson");
        for (PricePolicy policy : PricePolicy.values()) {
            try (Reader<GetcallsRow> rows = Callrec.open(input, Report.GETCALLS);
                    Reader<GetcallsRow> same = Callrec.open(input, Report.GETCALLS);
                    Reader<GetcallsRow> third = Callrec.open(input, Report.GETCALLS)) {
                GetcallsRow row = same.next();
                UnifyOptions options = new UnifyOptions().pricePolicy(policy);
                UnifiedRecord record = rows.unify(options).next();
                BigDecimal price = row.priceCents().orElseThrow(AssertionError::new).movePointLeft(2);
                BigDecimal amount = policy == PricePolicy.LINE_TOTAL
                        ? price
                        : price.multiply(row.quantity().orElseThrow(AssertionError::new));
                assertEquals(0, amount.compareTo(record.amount().orElseThrow(AssertionError::new)));
                assertTrue(third.unify(options).writeTo(file) > 0);
                String written = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                assertTrue(written.contains("\"" + record.pricePolicy().get() + "\""), written);
            }
        }
    }

    @Test
    void whatHoldsNoCallRecordsCannotBeUnified() {
        try (IpassRest rest = SIMULATOR.get().rest();
                Reader<User> users = rest.listUsers()) {
            CallrecException error =
                    assertThrows(CallrecException.class, () -> users.unify(new UnifyOptions()));
            assertEquals(ErrorKind.INVALID_ARGUMENT, error.kind());
            assertThrows(IllegalStateException.class, users::takeDoubts);
            assertThrows(IllegalStateException.class, users::unifyAccounting);
            assertTrue(users.hasNext(), "it can be read all the same");
        }
    }
}
