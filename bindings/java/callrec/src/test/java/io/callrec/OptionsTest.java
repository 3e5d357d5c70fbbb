package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** Each option of a client and of a decoder does what it says. */
@Timeout(60)
class OptionsTest {
    private static final YearMonth MONTH = YearMonth.of(2026, 9);

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "500");

    @AfterEach
    void noFaultIsLeft() {
        SIMULATOR.get().plan();
    }

    private static ErrorKind kind(Executable call) {
        return assertThrows(CallrecException.class, call).kind();
    }

    private static long month(IpassPortal.Builder builder) {
        try (IpassPortal portal = builder.build();
                Reader<IpassCdr> cdrs = portal.monthlyCdr(SIMULATOR.get().company(), MONTH)) {
            return cdrs.stream().count();
        }
    }

    @Test
    void aProxyIsAskedInsteadOfTheHost() throws IOException {
        int port;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = once.getLocalPort();
        }
        String proxy = "http://127.0.0.1:" + port;
        assertEquals(ErrorKind.CONNECT, kind(() -> month(SIMULATOR.get().builder().proxy(proxy))));
        try (IpassRest rest = SIMULATOR.get().restBuilder().proxy(proxy).build()) {
            assertEquals(ErrorKind.CONNECT, kind(rest::listUsers));
        }
        assertEquals(ErrorKind.CONFIG, kind(() -> SIMULATOR.get().builder().proxy("no proxy").build()));
    }

    @Test
    void anAuthorityMustBeACertificate() {
        assertEquals(ErrorKind.CONFIG, kind(() -> SIMULATOR.get().builder().extraRootCertificate("no PEM").build()));
        assertEquals(
                ErrorKind.CONFIG, kind(() -> SIMULATOR.get().feedBuilder().extraRootCertificate("no PEM").build()));
    }

    @Test
    void silenceAndAllWaitingHaveTheirLimits() {
        SIMULATOR.get().plan("*:*:stall-after-5000B");
        Duration soon = Duration.ofMillis(300);
        assertEquals(
                ErrorKind.TIMEOUT, kind(() -> month(SIMULATOR.get().builder().tries(1).idleTimeout(soon))));
        assertEquals(ErrorKind.TIMEOUT, kind(() -> month(SIMULATOR.get().builder().tries(1).timeout(soon))));
        try (Getcalls getcalls = SIMULATOR.get().getcallsBuilder().tries(1).idleTimeout(soon).build();
                Reader<GetcallsRow> rows = getcalls.getCalls(SIMULATOR.get().profile(), MONTH.atDay(1))) {
            assertEquals(ErrorKind.TIMEOUT, kind(() -> rows.forEachRemaining(row -> {})));
        }
    }

    @Test
    void aTimeThatNoMillisecondsSayIsRefusedByItsName() {
        Duration never = Duration.ofSeconds(Long.MAX_VALUE);
        IpassPortal.Builder builder = SIMULATOR.get().builder();
        for (Executable call : new Executable[] {
            () -> builder.timeout(never), () -> builder.timeout(Duration.ZERO), () -> builder.timeout(Duration.ofNanos(1))
        }) {
            String message = assertThrows(IllegalArgumentException.class, call).getMessage();
            assertTrue(message.startsWith("timeout must be at least a millisecond"), message);
        }
        String message = assertThrows(IllegalArgumentException.class, () -> builder.circuitPause(never)).getMessage();
        assertTrue(message.startsWith("circuitPause "), message);
        assertEquals(500, month(builder.timeout(Duration.ofMillis(Long.MAX_VALUE)).idleTimeout(Duration.ofDays(99_999))));
    }

    @Test
    void triesAreCountedWithTheFirst() {
        SIMULATOR.get().plan("monthly_cdr:*:return-503=0");
        for (int tries = 1; tries <= 2; tries++) {
            long before = SIMULATOR.get().requests("ipass_portal", "monthly_cdr");
            IpassPortal.Builder builder = SIMULATOR.get().builder().tries(tries).retryPause(Duration.ofMillis(5));
            assertEquals(ErrorKind.SERVICE, kind(() -> month(builder)));
            assertEquals(tries, SIMULATOR.get().requests("ipass_portal", "monthly_cdr") - before);
        }
        assertThrows(IllegalArgumentException.class, () -> IpassPortal.builder().tries(0));
    }

    @Test
    void theServersPausesAndThoseOfTheClientHaveTheirLimits() {
        SIMULATOR.get().plan("monthly_cdr:*:return-503=60");
        CallrecException asked = assertThrows(
                CallrecException.class,
                () -> month(SIMULATOR.get().builder().retryAfterLimit(Duration.ofSeconds(1))));
        assertEquals(ErrorKind.RATE_LIMITED, asked.kind());
        assertEquals(Optional.of(Duration.ofSeconds(60)), asked.retryAfter());
        SIMULATOR.get().plan("monthly_cdr:*:return-503");
        long before = SIMULATOR.get().requests("ipass_portal", "monthly_cdr");
        IpassPortal.Builder within = SIMULATOR.get()
                .builder()
                .tries(1_000)
                .retryPause(Duration.ofMillis(1))
                .retryWithin(Duration.ofMillis(100));
        assertEquals(ErrorKind.SERVICE, kind(() -> month(within)));
        assertTrue(SIMULATOR.get().requests("ipass_portal", "monthly_cdr") - before < 1_000);
    }

    @Test
    void aHostThatFailsIsLeftAloneForAWhile() throws IOException {
        int port;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = once.getLocalPort();
        }
        String nobody = "http://127.0.0.1:" + port;
        List<Boolean> sent = new ArrayList<>();
        try (IpassPortal careful = SIMULATOR.get()
                .builder()
                .baseUrl(nobody)
                .tries(1)
                .circuitAfter(2)
                .circuitPause(Duration.ofMinutes(5))
                .build()) {
            for (int call = 0; call < 3; call++) {
                CallrecException error = assertThrows(
                        CallrecException.class, () -> careful.monthlyCdr(SIMULATOR.get().company(), MONTH));
                sent.add(!error.getMessage().contains("not sent"));
            }
        }
        assertEquals(Arrays.asList(true, true, false), sent);
        IpassPortal.Builder stubborn = SIMULATOR.get().builder().baseUrl(nobody).tries(1).withoutCircuit();
        assertEquals(ErrorKind.CONNECT, kind(() -> month(stubborn)));
    }

    @Test
    void aReportHasItsLimit() {
        assertEquals(ErrorKind.LIMIT, kind(() -> month(SIMULATOR.get().builder().bodyLimit(10_000))));
        assertThrows(IllegalArgumentException.class, () -> IpassPortal.builder().bodyLimit(0));
    }

    @Test
    void aRealmIsLookedAtBeforeAUserIsSent() {
        NewUser stranger = NewUser.builder()
                .username("anna@elsewhere.example.com")
                .email("anna@example.com")
                .fname("Anna")
                .lname("Berg")
                .build();
        try (IpassPortal portal =
                SIMULATOR.get().builder().realm("roaming.example.com").concurrency(2).build()) {
            assertEquals(
                    ErrorKind.INVALID_ARGUMENT,
                    kind(() -> portal.hostedUsers().createOrUpdateUser(SIMULATOR.get().company(), stranger)));
        }
        assertEquals(0, SIMULATOR.get().requests("hosted_users", "create_or_update_user"));
    }

    @Test
    void aBuilderForgetsItsSecretWithTheClient() {
        IpassPortal.Builder builder = SIMULATOR.get().builder();
        assertEquals(500, month(builder));
        assertEquals(ErrorKind.CONFIG, kind(() -> month(builder)));
        builder.credentials(SIMULATOR.get().username(), SIMULATOR.get().password().toCharArray());
        assertEquals(500, month(builder));
    }

    private static byte[] rows(int count, String description) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < count; row++) {
            text.append("t").append(row).append(",B1,ann,example.com,").append(description);
            text.append(",01-SEP-2026 00:00:00,,1,1,1,WiFi,daily_usage,,\n");
        }
        return ascii(text.toString());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.US_ASCII);
    }

    @Test
    void limitsOfADecoderHold() {
        byte[] three = rows(3, "Ghent");
        String longer = text(three).replace("t2,B1", "t2,a-code-of-more-than-thirty-bytes");
        try (Reader<IpassCdr> cdrs = Callrec.decoder().fieldBytes(30).open(ascii(longer), Report.IPASS_CDR)) {
            cdrs.forEachRemaining(cdr -> {});
            assertEquals(1, cdrs.accounting().quarantined());
            assertEquals("longer than the limit", cdrs.takeQuarantined().get(0).reason());
        }
        assertEquals(Arrays.asList("t0", "t1"), read(Callrec.decoder().recordBytes(80), ascii(longer)));
        assertEquals(Arrays.asList("t0", "t1", "t2"), read(Callrec.decoder(), ascii(longer)));
        String bad = text(three).replaceAll("t[12],(.*?)01-SEP", "t,$1never");
        assertEquals(
                ErrorKind.LIMIT,
                kind(() -> read(Callrec.decoder().quarantineHeld(1), ascii(bad))));
        assertThrows(IllegalArgumentException.class, () -> Callrec.decoder().threads(0));
        assertThrows(IllegalArgumentException.class, () -> Callrec.decoder().batchRows(0));
    }

    private static List<String> read(Decoder decoder, byte[] body) {
        try (Reader<IpassCdr> cdrs = decoder.open(body, Report.IPASS_CDR)) {
            return cdrs.stream().map(IpassCdr::transactionId).collect(Collectors.toList());
        }
    }

    @Test
    void threadsGiveTheSameRowsInTheSameOrder() {
        byte[] many = rows(30_000, "Ghent");
        List<String> alone = read(Callrec.decoder(), many);
        assertEquals(30_000, alone.size());
        assertTrue(alone.equals(read(Callrec.decoder().threads(4), many)), "other rows, or in another order");
    }

    @Test
    void anEmptyBodyIsAReportWithoutRecords() {
        try (Reader<IpassCdr> none = Callrec.open(new byte[0], Report.IPASS_CDR)) {
            assertEquals(0, none.stream().count());
        }
    }
}
