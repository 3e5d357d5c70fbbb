package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is one typed exception that names system, operation and place, and never a secret. */
class BadInputTest {
    private static final YearMonth MONTH = YearMonth.of(2026, 9);
    private static final String WRONG = "w0ng-c4n4ry-s3cret+pass word";

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "20000");

    @AfterEach
    void noFaultIsLeft() {
        plan();
    }

    /** Replaces the simulator's faults. */
    private static void plan(String... faults) {
        String list = faults.length == 0 ? "" : "\"" + String.join("\",\"", faults) + "\"";
        SIMULATOR.get().control("POST", "/_simulator/plan", "{\"faults\":[" + list + "]}");
    }

    private static String company() {
        return SIMULATOR.get().company();
    }

    /** The failure of a call: of the kind, in one line, without a secret in anything that gets printed. */
    private static CallrecException fails(ErrorKind kind, Executable call) {
        CallrecException error = assertThrows(CallrecException.class, call);
        StringWriter printed = new StringWriter();
        error.printStackTrace(new PrintWriter(printed, true));
        String all = printed + error.toString() + error.hint();
        assertEquals(kind, error.kind(), all);
        assertEquals(1, error.getMessage().split("\\R").length, error.getMessage());
        assertFalse(error.hint().isEmpty(), all);
        for (String secret : new String[] {SIMULATOR.get().password(), WRONG, "password="}) {
            assertFalse(all.contains(secret), all);
        }
        return error;
    }

    private static CallrecException failsAt(String operation, ErrorKind kind, Executable call) {
        CallrecException error = fails(kind, call);
        assertEquals(Optional.of("ipass-portal"), error.provider());
        assertEquals(Optional.of(operation), error.operation());
        assertTrue(error.getMessage().startsWith("ipass-portal " + operation + ": "), error.getMessage());
        return error;
    }

    /** Reads a month to its end; gives the records that came. */
    private static long month(IpassPortal portal) {
        try (Reader<IpassCdr> cdrs = portal.monthlyCdr(company(), MONTH)) {
            return cdrs.stream().count();
        }
    }

    @Test
    void aWrongPasswordIsAuthAndIsSentOnce() {
        long before = SIMULATOR.get().control("/_simulator/ledger").path("failed_logins").asLong();
        try (IpassPortal portal = IpassPortal.builder()
                .baseUrl(SIMULATOR.get().url())
                .credentials(SIMULATOR.get().username(), WRONG.toCharArray())
                .build()) {
            failsAt("login", ErrorKind.AUTH, portal::login);
            CallrecException again = fails(ErrorKind.AUTH, () -> month(portal));
            assertFalse(again.retryable());
        }
        long after = SIMULATOR.get().control("/_simulator/ledger").path("failed_logins").asLong();
        assertEquals(before + 1, after, "accounts lock: refused credentials are never sent again");
    }

    @Test
    void anUnknownCompanyIsForbidden() {
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            CallrecException error =
                    failsAt("monthly_cdr", ErrorKind.FORBIDDEN, () -> portal.monthlyCdr("no-such-company", MONTH));
            assertEquals(OptionalInt.of(403), error.httpStatus());
        }
    }

    @Test
    void aMonthWithoutDataIsEmptyAndAMonthThatCannotBeIsRefused() {
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            try (Reader<IpassCdr> cdrs = portal.monthlyCdr(company(), YearMonth.of(1999, 1))) {
                assertFalse(cdrs.hasNext());
                assertEquals(new Accounting(0, 0, 0, 0, 0), cdrs.accounting());
            }
            assertThrows(DateTimeException.class, () -> YearMonth.of(2026, 13));
            fails(ErrorKind.INVALID_ARGUMENT, () -> portal.monthlyCdr(company(), YearMonth.of(12_345, 1)));
            fails(ErrorKind.INVALID_ARGUMENT, () -> portal.monthlyCdr("", MONTH));
            assertThrows(NullPointerException.class, () -> portal.monthlyCdr(company(), null));
            assertThrows(NullPointerException.class, () -> portal.monthlyCdr(null, MONTH));
        }
    }

    @Test
    void anUnreachableHostIsConnect() throws IOException {
        int port;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = once.getLocalPort();
        }
        try (IpassPortal portal = IpassPortal.builder()
                .baseUrl("http://127.0.0.1:" + port)
                .credentials("user", WRONG.toCharArray())
                .build()) {
            CallrecException error = fails(ErrorKind.CONNECT, () -> portal.monthlyCdr("1", MONTH));
            assertTrue(error.retryable());
            assertEquals(Optional.of("ipass-portal"), error.provider());
        }
    }

    @Test
    void aConfigurationThatCannotWorkIsRefusedBeforeAnythingIsSent() {
        fails(ErrorKind.CONFIG, () -> IpassPortal.builder().build());
        fails(ErrorKind.CONFIG, () -> IpassPortal.builder().credentials("user", new char[0]).build());
        fails(ErrorKind.CONFIG, () -> IpassPortal.builder()
                .baseUrl("http://portal.example")
                .credentials("user", WRONG.toCharArray())
                .build());
        assertThrows(IllegalArgumentException.class, () -> IpassPortal.builder().timeout(Duration.ZERO));
    }

    @Test
    void anHtmlPageInPlaceOfTheReportIsNotData() {
        plan("monthly_cdr:*:wrong-content");
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            failsAt("monthly_cdr", ErrorKind.NOT_DATA, () -> month(portal));
        }
    }

    @Test
    void aSessionThatEndedIsRenewedOnceAndOneThatStaysRefusedIsAuth() {
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            assertEquals(20_000, month(portal));
            plan("monthly_cdr:1:expire-session");
            assertEquals(20_000, month(portal), "renewed without a word");
            plan("monthly_cdr:*:html-login");
            failsAt("monthly_cdr", ErrorKind.AUTH, () -> month(portal));
        }
    }

    @Test
    void aBodyCutInTheMiddleIsTruncatedAfterItsRecords() {
        plan("monthly_cdr:*:fin-after-2000000B");
        try (IpassPortal portal = SIMULATOR.get().portal();
                Reader<IpassCdr> cdrs = portal.monthlyCdr(company(), MONTH)) {
            long[] came = {0};
            CallrecException error = failsAt(
                    "monthly_cdr", ErrorKind.TRUNCATED, () -> cdrs.forEachRemaining(cdr -> came[0]++));
            assertTrue(came[0] > 1_000 && came[0] < 20_000, came[0] + " records");
            assertTrue(error.offset().orElse(0) > 0, error.getMessage());
            CallrecException again = assertThrows(CallrecException.class, cdrs::next);
            assertEquals(error.getMessage(), again.getMessage(), "the end stays what it was");
            assertEquals(Optional.empty(), cdrs.proof());
        }
    }

    @Test
    void aServiceThatStaysDownIsServiceWithItsStatus() {
        plan("monthly_cdr:*:return-503");
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            CallrecException error = failsAt("monthly_cdr", ErrorKind.SERVICE, () -> month(portal));
            assertEquals(OptionalInt.of(503), error.httpStatus());
            assertTrue(error.retryable());
        }
    }

    @Test
    void aFileThatIsNoCdrIsNotDataAndOneThatIsNotThereIsIo(@TempDir Path folder) throws IOException {
        Path letter = folder.resolve("letter.txt");
        Files.write(letter, "Dear customer,\nthis is no report.\n".getBytes(StandardCharsets.UTF_8));
        CallrecException error = fails(ErrorKind.NOT_DATA, () -> read(letter));
        assertTrue(error.getMessage().contains("letter.txt"), error.getMessage());
        fails(ErrorKind.IO, () -> read(folder.resolve("missing.csv")));
        fails(ErrorKind.IO, () -> read(folder));
    }

    @Test
    void aRecordThatCannotBeReadIsSetAsideOrStrict(@TempDir Path folder) throws IOException {
        // Synthetic rows.
        Path file = folder.resolve("schöner Monat.csv");
        String header = "Transaction ID,Billing Code,User ID,Authentication Domain,Description,GMT Time,Local Time,"
                + "Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,Reserved,Data Used\n";
        String bad = "t1,,,,,not a time,,,,,,,,\n";
        Files.write(file, (header + bad + "t2,,,,,,,,,,,,,\n").getBytes(StandardCharsets.UTF_8));
        try (Reader<IpassCdr> cdrs = Callrec.open(file, Report.IPASS_CDR)) {
            assertEquals("t2", cdrs.next().transactionId());
            assertFalse(cdrs.hasNext());
            Quarantined one = cdrs.takeQuarantined().get(0);
            assertEquals(bad.trim(), new String(one.raw(), StandardCharsets.UTF_8));
            assertEquals(header.length(), one.offset());
            assertEquals(2, one.line());
            assertEquals(Optional.of("gmt_time"), one.column());
            assertFalse(one.toString().contains("not a time"), "the content is not printed");
            assertEquals(0, cdrs.takeQuarantined().size());
            assertEquals(new Accounting(2, 1, 0, 1, 0), cdrs.accounting());
        }
        CallrecException strict = fails(ErrorKind.STRICT, () -> {
            try (Reader<IpassCdr> cdrs = Callrec.open(file, Report.IPASS_CDR, true)) {
                cdrs.hasNext();
            }
        });
        assertEquals(OptionalLong.of(2), strict.line());
        assertEquals(OptionalLong.of(header.length()), strict.offset());
        assertEquals(Optional.of("gmt_time"), strict.column());
    }

    private static long read(Path file) {
        try (Reader<IpassCdr> cdrs = Callrec.open(file, Report.IPASS_CDR)) {
            return cdrs.stream().count();
        }
    }
}
