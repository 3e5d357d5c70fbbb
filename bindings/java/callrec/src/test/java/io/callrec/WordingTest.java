package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** An exception names what its reader knows: the methods of Java, never the functions of C. */
class WordingTest {
    /** Synthetic. */
    private static final byte[] ROW = "t,,,,,,,,,,,,,\n".getBytes(StandardCharsets.US_ASCII);

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "10");

    @TempDir
    Path folder;

    private static CallrecException fails(Executable call) {
        CallrecException error = assertThrows(CallrecException.class, call);
        assertFalse((error + error.hint() + error.operation()).contains("callrec_"), error::toString);
        return error;
    }

    @Test
    void aRefusalNamesTheMethod() {
        CallrecException error = fails(() -> {
            try (Reader<IpassCdr> cdrs = Callrec.open(ROW, Report.IPASS_CDR)) {
                cdrs.writeTo(folder.resolve("month.xls"));
            }
        });
        assertEquals(ErrorKind.INVALID_ARGUMENT, error.kind());
        assertTrue(error.getMessage().startsWith("Reader.writeTo: "), error.getMessage());
        assertEquals(Optional.of("Reader.writeTo"), error.operation());
        fails(() -> FeedCursor.after(0));
        fails(() -> FeedCursor.parse("no cursor"));
    }

    @Test
    void aClosedOneNamesTheMethodToo() {
        try (IpassRest rest = SIMULATOR.get().rest(); Document document = rest.customReport(YearMonth.of(2026, 9), "1")) {
            document.save(folder.resolve("report"));
            IllegalStateException error =
                    assertThrows(IllegalStateException.class, () -> document.save(folder.resolve("again")));
            assertEquals("Document.save: the document was saved before; open it again", error.getMessage());
        }
    }

    @Test
    void aHintNamesTheMethodOfTheBuilder() {
        CallrecException plain = fails(() -> Getcalls.builder()
                .baseUrl("http://getcalls.example")
                .credentials("ann", "secret".toCharArray())
                .build());
        assertEquals("use https, or say allowPlainHttp if the network is trusted", plain.hint());
        assertTrue(plain.getMessage().endsWith("; " + plain.hint()), plain.getMessage());
        CallrecException nowhere = fails(() -> Getcalls.builder().credentials("ann", "s".toCharArray()).build());
        assertEquals("set baseUrl, or CALLREC_GETCALLS_URL", nowhere.hint());
        assertTrue(nowhere.getMessage().endsWith("; " + nowhere.hint()), nowhere.getMessage());
        assertEquals(
                "set credentials, or CALLREC_BILLING_FEED_USERNAME and …_PASSWORD",
                fails(() -> BillingFeed.builder().baseUrl("https://feed.example").build()).hint());
        assertEquals(
                "set key and company, or CALLREC_IPASS_REST_KEY and …_COMPANY",
                fails(() -> IpassRest.builder().build()).hint());
        CallrecException half = fails(() -> IpassPortal.builder().userAgentParameter("A\ud83d").build());
        assertTrue(half.getMessage().startsWith("ipass-portal: userAgentParameter holds half"), half.getMessage());
        NullPointerException none =
                assertThrows(NullPointerException.class, () -> IpassPortal.builder().extraRootCertificate(null));
        assertEquals("extraRootCertificate", none.getMessage());
    }
}
