package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The records of a reader are there once: whoever asks for them again is told so, and never given a part or nothing. */
class OnePassTest {
    private static final int ROWS = 2_500;
    private static final int BATCH = 1_000;

    @TempDir
    Path folder;

    /** Synthetic. */
    private static Reader<IpassCdr> month() {
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < ROWS; row++) {
            rows.append('t').append(row).append(",B,u,d,,01-SEP-2026 00:00:00,,1,1,1,WiFi,daily_usage,,\n");
        }
        byte[] body = rows.toString().getBytes(StandardCharsets.US_ASCII);
        return Callrec.decoder().batchRows(BATCH).open(body, Report.IPASS_CDR);
    }

    /** All that reads. */
    private Map<String, Executable> reads(Reader<?> reader) {
        Map<String, Executable> reads = new LinkedHashMap<>();
        reads.put("hasNext", reader::hasNext);
        reads.put("next", reader::next);
        reads.put("iterator", () -> reader.iterator().hasNext());
        reads.put("stream", () -> reader.stream().forEach(one -> {}));
        reads.put("writeTo", () -> reader.writeTo(folder.resolve("again.csv")));
        reads.put("exportArrowStream", () -> reader.exportArrowStream(0));
        reads.put("unify", () -> reader.unify(new UnifyOptions()));
        return reads;
    }

    @Test
    void theReaderThatWasUnifiedTakesNothingFromTheUnifiedOne() {
        for (int before : new int[] {0, 1, BATCH}) {
            try (Reader<IpassCdr> cdrs = month()) {
                Reader<UnifiedRecord> unified = cdrs.unify(new UnifyOptions());
                for (int row = 0; row < before; row++) {
                    unified.next();
                }
                reads(cdrs).forEach((name, read) -> {
                    String message = assertThrows(IllegalStateException.class, read, name).getMessage();
                    assertTrue(message.contains("unified"), message);
                });
                assertFalse(Files.exists(folder.resolve("again.csv")));
                assertEquals(ROWS - before, unified.stream().count());
                assertEquals(Optional.of(Proof.FRAMED), unified.proof());
            }
        }
    }

    @Test
    void aSecondPassIsNotTheNothingThatIsLeft() {
        try (Reader<IpassCdr> cdrs = month()) {
            assertEquals(ROWS, cdrs.stream().count());
            isSpent(cdrs);
        }
        try (Reader<IpassCdr> cdrs = month()) {
            assertEquals(ROWS, cdrs.writeTo(folder.resolve("month.csv")));
            isSpent(cdrs);
        }
    }

    private void isSpent(Reader<?> reader) {
        Map<String, Executable> reads = reads(reader);
        reads.remove("hasNext");
        reads.remove("next");
        reads.forEach((name, read) -> {
            String message = assertThrows(IllegalStateException.class, read, name).getMessage();
            assertTrue(message.contains("open the report again"), message);
        });
        assertFalse(reader.hasNext(), "the end stays the end for whoever is there");
        assertThrows(NoSuchElementException.class, reader::next);
    }

    @Test
    void aPassThatWasLeftGoesOn() {
        int rows = 0;
        try (Reader<IpassCdr> cdrs = month()) {
            for (IpassCdr cdr : cdrs) {
                rows++;
                if (cdr.transactionId().equals("t1200")) {
                    break;
                }
            }
            for (IpassCdr cdr : cdrs) {
                assertEquals("t" + rows++, cdr.transactionId());
            }
        }
        assertEquals(ROWS, rows);
    }

    @Test
    void aReportWithoutRecordsMayBeLookedAtBefore() {
        try (Reader<IpassCdr> cdrs = Callrec.open(new byte[0], Report.IPASS_CDR)) {
            assertFalse(cdrs.hasNext());
            assertFalse(cdrs.iterator().hasNext());
            assertEquals(0, cdrs.stream().count());
        }
    }

    @Test
    void aWriteThatFailedFailsAgainEverywhere() {
        try (Reader<IpassCdr> cdrs = month()) {
            Path nowhere = folder.resolve("no-such-folder").resolve("month.csv");
            CallrecException first = assertThrows(CallrecException.class, () -> cdrs.writeTo(nowhere));
            assertEquals(ErrorKind.IO, first.kind());
            reads(cdrs).forEach((name, read) -> {
                CallrecException again = assertThrows(CallrecException.class, read, name);
                assertEquals(first.getMessage(), again.getMessage());
                assertEquals(first.kind(), again.kind());
            });
            assertFalse(Files.exists(folder.resolve("again.csv")));
        }
    }

    /** The same object could not be added to itself where it is thrown while it is under way already. */
    @Test
    void aFailureThatComesAgainIsAnExceptionOfItsOwn() {
        byte[] broken = "t,\"never closed".getBytes(StandardCharsets.US_ASCII);
        try (Reader<IpassCdr> cdrs = Callrec.open(broken, Report.IPASS_CDR)) {
            CallrecException first = assertThrows(CallrecException.class, cdrs::hasNext);
            CallrecException again = assertThrows(CallrecException.class, () -> {
                try (AutoCloseable rest = cdrs::hasNext) {
                    cdrs.next();
                }
            });
            assertNotSame(first, again);
            assertEquals(first.getMessage(), again.getMessage());
            assertEquals(first.line(), again.line());
            assertSame(first, again.getCause());
            assertEquals(first.getMessage(), again.getSuppressed()[0].getMessage());
        }
    }
}
