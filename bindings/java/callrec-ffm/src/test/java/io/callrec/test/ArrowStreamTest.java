package io.callrec.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.callrec.Accounting;
import io.callrec.Callrec;
import io.callrec.IpassCdr;
import io.callrec.Reader;
import io.callrec.Report;
import io.callrec.UnifyOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A reader in the hands of Arrow Java: every value of every column is the one that the records give. */
class ArrowStreamTest {
    private static final int ROWS = 20_000;

    private final BufferAllocator allocator = new RootAllocator();

    @AfterEach
    void nothingIsLeftAllocated() {
        allocator.close();
    }

    /** Synthetic rows: text beyond ASCII, quotes, absent values, negative amounts, more cells than the schema has. */
    private static byte[] month(String end) {
        StringBuilder rows = new StringBuilder("Transaction ID,Billing Code,User ID,Authentication Domain,Description,"
                + "GMT Time,Local Time,Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,Reserved,"
                + "Data Used,Colour\n");
        for (int i = 0; i < ROWS; i++) {
            rows.append('t').append(i).append(i % 3 == 0 ? ",null,ann" : ",B\u00e9,\"o\"\"neil\"");
            rows.append(",example.com,\"\u6771\u4eac, ").append(i % 7).append('"');
            rows.append(i % 5 == 0 ? ",," : ",01-SEP-2026 00:00:0" + i % 10 + ",31-AUG-2026 17:00:00");
            rows.append(i % 11 == 0 ? ",," : ",\"1," + String.format("%03d", i % 1000) + "\",0.04");
            rows.append(",-").append(i).append('.').append(i % 100).append(",WiFi,daily_usage,N,");
            rows.append(i % 2 == 0 ? "12.5" : "").append(i % 1000 == 0 ? ",green\n" : ",\n");
        }
        return rows.append(end).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A record's columns as the API gives them. */
    private static Map<String, Object> values(IpassCdr cdr) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("transaction_id", cdr.transactionId());
        values.put("billing_code", cdr.billingCode().orElse(null));
        values.put("user_id", cdr.userId().orElse(null));
        values.put("auth_domain", cdr.authDomain().orElse(null));
        values.put("description", cdr.description().orElse(null));
        values.put("gmt_time", cdr.gmtTime().orElse(null));
        values.put("local_time", cdr.localTime().orElse(null));
        values.put("session_length_s", cdr.sessionLength().map(Duration::getSeconds).orElse(null));
        values.put("billing_rate", cdr.billingRate().orElse(null));
        values.put("net_billing_amount", cdr.netBillingAmount().orElse(null));
        values.put("access_type", cdr.accessType().orElse(null));
        values.put("service_type", cdr.serviceType().orElse(null));
        values.put("reserved", cdr.reserved().orElse(null));
        values.put("data_used", cdr.dataUsed().orElse(null));
        values.put("_line", cdr.line());
        values.put("_offset", cdr.offset());
        values.put("_repair", cdr.repair().orElse(null));
        values.put("_extra", cdr.extra().isEmpty() ? null : cdr.extra());
        return values;
    }

    /** Imports what is left of a reader, then hands each row on. */
    private List<Map<String, Object>> imported(Reader<IpassCdr> cdrs) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            cdrs.exportArrowStream(stream.memoryAddress());
            try (ArrowReader batches = Data.importArrayStream(allocator, stream)) {
                while (batches.loadNextBatch()) {
                    VectorSchemaRoot batch = batches.getVectorSchemaRoot();
                    for (int row = 0; row < batch.getRowCount(); row++) {
                        rows.add(ArrowRow.of(batches, batch, row));
                    }
                }
            }
        }
        return rows;
    }

    @Test
    void everyValueIsTheRecords() throws IOException {
        byte[] month = month("");
        List<Map<String, Object>> wanted = new ArrayList<>();
        try (Reader<IpassCdr> cdrs = Callrec.open(month, Report.IPASS_CDR)) {
            cdrs.forEachRemaining(cdr -> wanted.add(values(cdr)));
        }
        assertEquals(ROWS, wanted.size());
        try (Reader<IpassCdr> cdrs = Callrec.open(month, Report.IPASS_CDR)) {
            List<Map<String, Object>> rows = imported(cdrs);
            for (int i = 0; i < ROWS; i++) {
                assertEquals(wanted.get(i), rows.get(i));
            }
            assertEquals(ROWS, rows.size());
            assertEquals(new Accounting(ROWS, ROWS, 0, 0, 0), cdrs.accounting());
            assertThrows(IllegalStateException.class, cdrs::hasNext);
        }
    }

    @Test
    void theStreamGoesOnWithoutTheReader() throws IOException {
        try (ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            try (Reader<IpassCdr> cdrs = Callrec.open(month(""), Report.IPASS_CDR)) {
                cdrs.exportArrowStream(stream.memoryAddress());
            }
            int rows = 0;
            try (ArrowReader batches = Data.importArrayStream(allocator, stream)) {
                while (batches.loadNextBatch()) {
                    rows += batches.getVectorSchemaRoot().getRowCount();
                }
            }
            assertEquals(ROWS, rows);
        }
    }

    @Test
    void whoeverIsRefusedLeavesTheStreamAlone() throws IOException {
        try (Reader<IpassCdr> cdrs = Callrec.open(month(""), Report.IPASS_CDR);
                ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            cdrs.exportArrowStream(stream.memoryAddress());
            int rows = 0;
            try (ArrowReader batches = Data.importArrayStream(allocator, stream)) {
                while (batches.loadNextBatch()) {
                    rows += batches.getVectorSchemaRoot().getRowCount();
                    Thread.currentThread().interrupt();
                    refused(cdrs::hasNext);
                    refused(cdrs::iterator);
                    refused(cdrs::stream);
                    refused(() -> cdrs.writeTo(Path.of("never-written.csv")));
                    refused(() -> cdrs.unify(new UnifyOptions()));
                    refused(() -> cdrs.exportArrowStream(0));
                    assertTrue(Thread.interrupted());
                }
            }
            assertEquals(ROWS, rows);
        }
    }

    private static void refused(Executable call) {
        String message = assertThrows(IllegalStateException.class, call).getMessage();
        assertTrue(message.contains("exported as an Arrow stream"), message);
    }

    @Test
    void aFailureComesAfterTheRowsBeforeIt() throws IOException {
        try (Reader<IpassCdr> cdrs = Callrec.open(month("t,\"never closed"), Report.IPASS_CDR);
                ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            cdrs.exportArrowStream(stream.memoryAddress());
            int rows = 0;
            IOException failure = null;
            try (ArrowReader batches = Data.importArrayStream(allocator, stream)) {
                while (batches.loadNextBatch()) {
                    rows += batches.getVectorSchemaRoot().getRowCount();
                }
            } catch (IOException e) {
                failure = e;
            }
            assertEquals(ROWS, rows);
            assertTrue(String.valueOf(failure).contains("line " + (ROWS + 2)), String.valueOf(failure));
        }
    }

    @Test
    void whatIsHalfReadOrClosedIsNotHandedOver() {
        byte[] month = month("");
        try (ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            Reader<IpassCdr> cdrs = Callrec.open(month, Report.IPASS_CDR);
            cdrs.next();
            assertThrows(IllegalStateException.class, () -> cdrs.exportArrowStream(stream.memoryAddress()));
            assertTrue(cdrs.hasNext(), "it can be read on");
            cdrs.close();
            assertThrows(IllegalStateException.class, () -> cdrs.exportArrowStream(stream.memoryAddress()));
        }
    }

    @Test
    void anEmptyReportIsAnEmptyStream() throws IOException {
        try (Reader<IpassCdr> cdrs = Callrec.open(new byte[0], Report.IPASS_CDR)) {
            assertEquals(List.of(), imported(cdrs));
            assertFalse(cdrs.proof().isEmpty());
        }
    }
}
