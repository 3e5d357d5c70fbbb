package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every report of the portal, against what the simulator says it holds. */
class ReportsTest {
    private static final YearMonth MONTH = YearMonth.of(2026, 9);
    private static final LocalDate DAY = LocalDate.of(2026, 9, 7);

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "20000");

    /** The sums that the simulator publishes of a CDR report. */
    private static final class Sums {
        long rows;
        long seconds;
        long absent;
        BigDecimal amount = BigDecimal.ZERO;

        static Sums of(Iterable<IpassCdr> cdrs) {
            Sums sums = new Sums();
            cdrs.forEach(sums::add);
            return sums;
        }

        private void add(IpassCdr cdr) {
            rows++;
            seconds += cdr.sessionLength().map(Duration::getSeconds).orElse(0L);
            absent += cdr.netBillingAmount().isPresent() ? 0 : 1;
            amount = amount.add(cdr.netBillingAmount().orElse(BigDecimal.ZERO));
        }

        void equalTo(JsonNode totals) {
            assertEquals(totals.path("rows").asLong(), rows);
            assertEquals(totals.path("session_length_s").asLong(), seconds);
            assertEquals(totals.path("absent_amounts").asLong(), absent);
            BigDecimal wanted = new BigDecimal(totals.path("net_billing_amount_micros").asText()).movePointLeft(6);
            assertEquals(0, wanted.compareTo(amount), () -> amount + " is not " + wanted);
        }
    }

    private static JsonNode totals(String kind, Object period) {
        return SIMULATOR.get().control("/_simulator/totals?kind=" + kind + "&period=" + period);
    }

    private static String company() {
        return SIMULATOR.get().company();
    }

    @Test
    void aMonthIsTheSimulatorsMonth() {
        try (IpassPortal portal = SIMULATOR.get().portal();
                Reader<IpassCdr> cdrs = portal.monthlyCdr(company(), MONTH)) {
            Sums sums = Sums.of(cdrs);
            assertEquals(20_000, sums.rows);
            sums.equalTo(totals("monthly_cdr", MONTH));
            assertEquals(new Accounting(20_000, 20_000, 0, 0, 0), cdrs.accounting());
            assertEquals(Optional.of(Proof.FRAMED), cdrs.proof());
            assertTrue(cdrs.bytesRead() > 1_000_000, () -> cdrs.bytesRead() + " bytes");
            assertEquals(0, cdrs.takeQuarantined().size());
        }
    }

    @Test
    void aDayIsTheSimulatorsDay() {
        try (IpassPortal portal = SIMULATOR.get().portal();
                Reader<IpassCdr> cdrs = portal.dailyCdr(company(), DAY)) {
            List<IpassCdr> all = new ArrayList<>();
            cdrs.forEachRemaining(all::add);
            Sums.of(all).equalTo(totals("daily_cdr", DAY));
            assertFalse(all.isEmpty());
            for (IpassCdr cdr : all) {
                Instant stop = cdr.gmtTime().orElseThrow(AssertionError::new);
                assertEquals(DAY, stop.atOffset(ZoneOffset.UTC).toLocalDate());
            }
        }
    }

    @Test
    void adjustmentsAreTheSimulatorsAdjustments() {
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            try (Reader<IpassCdr> cdrs = portal.monthlyAdjustmentCdr(company(), MONTH)) {
                Sums.of(cdrs).equalTo(totals("monthly_adjustment_cdr", MONTH));
            }
            try (Reader<IpassCdr> cdrs = portal.dailyAdjustmentCdr(company(), DAY)) {
                Sums.of(cdrs).equalTo(totals("daily_adjustment_cdr", DAY));
            }
        }
    }

    @Test
    void usersAreTheSameFromXmlAndFromCsv() {
        JsonNode totals = totals("network_users", MONTH);
        try (IpassPortal portal = SIMULATOR.get().portal();
                Reader<NetworkUser> fromXml = portal.networkUsers(company(), MONTH);
                Reader<NetworkUser> fromCsv = portal.networkUsersCsv(company(), MONTH)) {
            List<NetworkUser> users = fromXml.stream().collect(Collectors.toList());
            assertEquals(totals.path("users").asLong(), users.size());
            assertEquals(totals.path("network_users").asLong(), yes(users.stream().map(NetworkUser::networkUser)));
            assertEquals(totals.path("om_users").asLong(), yes(users.stream().map(NetworkUser::omUser)));
            assertEquals(totals.path("ipc_users").asLong(), yes(users.stream().map(NetworkUser::ipcUser)));
            assertEquals(
                    users.stream().map(ReportsTest::name).collect(Collectors.toList()),
                    fromCsv.stream().map(ReportsTest::name).collect(Collectors.toList()));
        }
    }

    private static long yes(Stream<Optional<Boolean>> flags) {
        return flags.filter(flag -> flag.equals(Optional.of(true))).count();
    }

    private static String name(NetworkUser user) {
        return user.userName() + "@" + user.userDomain().orElse("");
    }

    @Test
    void childCompaniesAreTheSimulatorsChildren() {
        JsonNode children = SIMULATOR.get().control("/_simulator/").path("children");
        Set<String> wanted =
                StreamSupport.stream(children.spliterator(), false).map(JsonNode::asText).collect(Collectors.toSet());
        try (IpassPortal portal = SIMULATOR.get().portal();
                Reader<Company> companies = portal.childCompanies(company())) {
            List<Company> all = companies.stream().collect(Collectors.toList());
            assertEquals(wanted, all.stream().map(Company::id).collect(Collectors.toSet()));
            assertTrue(all.stream().allMatch(one -> one.name().isPresent() && one.isActive().isPresent()));
        }
    }

    @Test
    void loginByGetAndOtherOptionsWork() {
        try (IpassPortal portal = SIMULATOR.get().builder()
                        .loginMethod(LoginMethod.GET)
                        .userAgentParameter("flex3.0")
                        .connectTimeout(Duration.ofSeconds(5))
                        .idleTimeout(Duration.ofSeconds(20))
                        .timeout(Duration.ofMinutes(5))
                        .strict(true)
                        .batchRows(7)
                        .build();
                Reader<IpassCdr> cdrs = portal.dailyCdr(company(), DAY)) {
            portal.login();
            Sums.of(cdrs).equalTo(totals("daily_cdr", DAY));
        }
    }

    @Test
    void aStreamClosesItsReader() {
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            Reader<IpassCdr> cdrs = portal.monthlyCdr(company(), MONTH);
            try (Stream<IpassCdr> stream = cdrs.stream()) {
                assertEquals(3, stream.map(IpassCdr::transactionId).distinct().limit(3).count());
            }
            assertThrows(IllegalStateException.class, cdrs::hasNext);
        }
    }

    @Test
    void recordsOutliveTheReaderAndItsBatches() {
        List<IpassCdr> kept = new ArrayList<>();
        try (IpassPortal portal = SIMULATOR.get().portal();
                Reader<IpassCdr> cdrs = portal.monthlyCdr(company(), MONTH)) {
            while (cdrs.hasNext()) {
                IpassCdr cdr = cdrs.next();
                if (cdr.line() % 1_000 == 2) {
                    kept.add(cdr);
                }
            }
            assertThrows(NoSuchElementException.class, cdrs::next);
        }
        assertEquals(20, kept.size());
        assertEquals(20, kept.stream().map(IpassCdr::transactionId).distinct().count());
        assertTrue(kept.stream().allMatch(cdr -> cdr.toString().contains(cdr.transactionId())));
        assertTrue(kept.get(1).offset() > kept.get(0).offset());
        assertNotEquals(kept.get(0), kept.get(1));
    }
}
