package io.callrec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What callrec writes to disk: records in four formats, documents, and what comes out of an archive. */
class FilesTest {
    private static final YearMonth MONTH = YearMonth.of(2026, 9);
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "300");

    @TempDir
    Path folder;

    private static Reader<IpassCdr> basic() {
        return Callrec.open(
                SimulatorProcess.root().toPath().resolve("tests/fixtures/ipass_portal/cdr_basic.csv"),
                Report.IPASS_CDR);
    }

    @Test
    void ndjsonIsTheExpectedText() throws IOException {
        Path file = folder.resolve("out.ndjson");
        try (Reader<IpassCdr> cdrs = basic()) {
            assertEquals(2, cdrs.writeTo(file));
            assertFalse(cdrs.hasNext());
            assertEquals(new Accounting(2, 2, 0, 0, 0), cdrs.accounting());
        }
        List<String> expected = Files.readAllLines(
                SimulatorProcess.root().toPath().resolve("tests/expected/ipass_portal/cdr_basic.ndjson"));
        List<String> written = Files.readAllLines(file, StandardCharsets.UTF_8);
        assertEquals(expected.size(), written.size());
        for (int line = 0; line < expected.size(); line++) {
            assertEquals(JSON.readTree(expected.get(line)), JSON.readTree(written.get(line)));
        }
    }

    @Test
    void everyFormatIsWrittenAndToldByItsFirstBytes() throws IOException {
        for (FileFormat format : FileFormat.values()) {
            Path file = folder.resolve("out." + (format == FileFormat.BY_EXTENSION ? "parquet" : "any"));
            try (Reader<IpassCdr> cdrs = basic()) {
                assertEquals(2, cdrs.writeTo(file, new WriteOptions().format(format).excelSafe(true)));
            }
            String begin = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            String wanted = format == FileFormat.CSV
                    ? "transaction_id"
                    : format == FileFormat.NDJSON ? "{" : format == FileFormat.ARROW ? "ARROW1" : "PAR1";
            assertTrue(begin.startsWith(wanted), () -> format + ": " + begin.substring(0, 20));
        }
        try (Reader<IpassCdr> cdrs = basic()) {
            Path nameless = folder.resolve("nothing");
            CallrecException error = assertThrows(CallrecException.class, () -> cdrs.writeTo(nameless));
            assertEquals(ErrorKind.INVALID_ARGUMENT, error.kind());
            assertFalse(Files.exists(nameless));
        }
    }

    /** A second file would replace the first by one that looks like a month without calls. */
    @Test
    void aReportIsWrittenOnce() throws IOException {
        Path file = folder.resolve("month.csv");
        try (Reader<IpassCdr> cdrs = basic()) {
            assertEquals(2, cdrs.writeTo(file));
            byte[] written = Files.readAllBytes(file);
            assertThrows(IllegalStateException.class, () -> cdrs.writeTo(file));
            assertThrows(IllegalStateException.class, () -> cdrs.exportArrowStream(0));
            assertThrows(IllegalStateException.class, () -> cdrs.unify(new UnifyOptions()));
            assertArrayEquals(written, Files.readAllBytes(file));
            assertFalse(cdrs.hasNext());
        }
    }

    @Test
    void aBatchThatWasBegunIsNotLeftOutSilently() {
        try (Reader<IpassCdr> cdrs = basic()) {
            cdrs.next();
            assertThrows(IllegalStateException.class, () -> cdrs.writeTo(folder.resolve("out.csv")));
            assertThrows(IllegalStateException.class, () -> cdrs.exportArrowStream(0));
            cdrs.next();
            assertEquals(0, cdrs.writeTo(folder.resolve("out.csv")));
        }
    }

    @Test
    void secretsAreWrittenOnlyWhereThatIsWanted() throws IOException {
        byte[] body = ("<endUsers><endUser><username>a@b.example.com</username><password>c4n4ry</password></endUser>"
                        + "</endUsers>")
                .getBytes(StandardCharsets.US_ASCII);
        for (boolean reveal : new boolean[] {false, true}) {
            Path file = folder.resolve(reveal + ".csv");
            try (Reader<User> users = Callrec.open(body, Report.USERS)) {
                users.writeTo(file, new WriteOptions().revealSecrets(reveal));
            }
            assertEquals(reveal, new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains("c4n4ry"));
            // Nothing that tests leave behind may hold a secret.
            Files.delete(file);
        }
    }

    @Test
    void aDocumentIsSavedOnceAndProven() throws Exception {
        Path file = folder.resolve("report");
        try (IpassRest rest = SIMULATOR.get().rest();
                Document document = rest.customReport(MONTH, "usage", "monthly")) {
            assertEquals(DocumentKind.HTML, document.kind());
            SavedDocument saved = document.save(file);
            byte[] bytes = Files.readAllBytes(file);
            assertEquals(bytes.length, saved.bytes());
            assertEquals(Optional.of(Proof.FRAMED), saved.proof());
            assertEquals(DocumentKind.HTML, saved.kind());
            assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(bytes), saved.sha256());
            assertTrue(saved.toString().contains(bytes.length + " bytes"), saved::toString);
            assertThrows(IllegalStateException.class, () -> document.save(file));
            document.close();
            assertThrows(IllegalStateException.class, () -> document.save(file));
        }
    }

    @Test
    void aDocumentAboveTheLimitLeavesNothing() {
        Path file = folder.resolve("limited");
        try (IpassRest rest = SIMULATOR.get().rest();
                Document document = rest.customReport(MONTH, "usage")) {
            CallrecException error = assertThrows(CallrecException.class, () -> document.save(file, 1));
            assertEquals(ErrorKind.LIMIT, error.kind());
            assertFalse(Files.exists(file));
        }
    }

    /** Runs what waits for a body that stalls, and ends the wait from outside. */
    private void assertEnds(Path file, Executable saving, Runnable end) throws Exception {
        Thread ending = new Thread(() -> {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                return;
            }
            end.run();
        });
        ending.start();
        CallrecException error = assertThrows(CallrecException.class, saving);
        ending.join();
        assertEquals(ErrorKind.CANCELLED, error.kind(), error::getMessage);
        assertFalse(Files.exists(file));
        // The hidden part of it goes with the task that wrote it, which ends on its own thread.
        while (!isEmpty(file.getParent())) {
            Thread.yield();
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            return left.count() == 0;
        }
    }

    @Test
    @Timeout(30)
    void anInterruptOrACancelEndsASavingAndLeavesNothing() throws Exception {
        Path file = folder.resolve("report");
        Thread here = Thread.currentThread();
        SIMULATOR.get().plan("*:*:stall-after-100B");
        try (IpassRest rest = SIMULATOR.get().rest();
                Document first = rest.childCustomReport(MONTH, "usage");
                Document second = rest.childCustomReport(MONTH, "usage");
                Reader<IpassCdr> cdrs = rest.monthlyCdr(MONTH)) {
            assertEnds(file, () -> first.save(file), here::interrupt);
            assertTrue(Thread.interrupted(), "the flag stays set");
            assertEnds(file, () -> second.save(file), second::cancel);
            assertEnds(file, () -> cdrs.writeTo(folder.resolve("month.parquet")), here::interrupt);
            assertTrue(Thread.interrupted(), "the flag stays set");
        } finally {
            SIMULATOR.get().plan();
        }
    }

    @Test
    void anArchiveIsUnpackedUnderNamesOfCallrecsOwn() throws Exception {
        Path archive = folder.resolve("children.zip");
        try (IpassPortal portal = SIMULATOR.get().portal();
                Document document = portal.childCustomReport(SIMULATOR.get().company(), MONTH, "usage")) {
            assertEquals(DocumentKind.ZIP, document.kind());
            document.save(archive);
        }
        Path into = folder.resolve("children");
        List<UnpackedFile> files = Callrec.unpack(archive, into, new UnpackLimits().entries(100).ratio(1_000));
        assertEquals(3, files.size());
        for (UnpackedFile file : files) {
            assertEquals(into, file.path().getParent());
            byte[] bytes = Files.readAllBytes(file.path());
            assertEquals(bytes.length, file.bytes());
            assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(bytes), file.sha256());
            assertEquals(DocumentKind.HTML, file.kind());
            assertTrue(file.folder().isPresent() && file.label().startsWith(file.folder().get()), file::toString);
        }
        for (UnpackLimits limits : Arrays.asList(
                new UnpackLimits().entries(1), new UnpackLimits().entryBytes(1), new UnpackLimits().totalBytes(1))) {
            Path nowhere = folder.resolve("limited");
            CallrecException error =
                    assertThrows(CallrecException.class, () -> Callrec.unpack(archive, nowhere, limits));
            assertEquals(ErrorKind.LIMIT, error.kind());
            assertFalse(Files.exists(nowhere));
        }
        Path text = folder.resolve("text");
        Files.write(text, "no archive".getBytes(StandardCharsets.US_ASCII));
        CallrecException error =
                assertThrows(CallrecException.class, () -> Callrec.unpack(text, folder.resolve("none")));
        assertEquals(ErrorKind.NOT_DATA, error.kind(), error::getMessage);
    }

    @Test
    void progressIsToldWhileAnyThreadReads() {
        try (Reader<IpassCdr> cdrs = basic()) {
            cdrs.stream().count();
            assertTrue(cdrs.progress().bytes() > 0);
            assertEquals(2, cdrs.progress().rows());
            assertTrue(cdrs.progress().toString().contains("2 records"), cdrs.progress()::toString);
        }
    }
}
