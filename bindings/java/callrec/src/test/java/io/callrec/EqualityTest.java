package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records are values: equal are those of one type whose columns all hold the same. */
class EqualityTest {
    // Synthetic rows.
    private static final String HEADER = "Transaction ID,Billing Code,User ID,Authentication Domain,Description,GMT Time,"
            + "Local Time,Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,Reserved,Data Used";
    private static final String ROW = "t1,B1,ann,example.com,Ghent,01-SEP-2026 00:00:00,,60,0.25,1.50,WiFi,day,,1";

    private static List<IpassCdr> cdrs(int batchRows, String header, String... rows) {
        byte[] body = (header + "\n" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
        List<IpassCdr> all = new ArrayList<>();
        try (Reader<IpassCdr> reader = Callrec.decoder().batchRows(batchRows).open(body, Report.IPASS_CDR)) {
            reader.forEachRemaining(all::add);
        }
        return all;
    }

    private static void assertSameValue(Object one, Object other) {
        assertNotSame(one, other);
        assertEquals(one, other);
        assertEquals(other, one);
        assertEquals(one.hashCode(), other.hashCode());
    }

    @Test
    void theSameBodyGivesEqualRecordsHoweverItIsCutIntoBatches() {
        String[] rows = {ROW, ROW.replace("t1", "t2"), ROW.replace("t1", "t3").replace("WiFi", ""), ROW};
        List<IpassCdr> whole = cdrs(8192, HEADER, rows);
        List<IpassCdr> single = cdrs(1, HEADER, rows);
        assertEquals(4, whole.size());
        for (int i = 0; i < whole.size(); i++) {
            assertSameValue(whole.get(i), single.get(i));
        }
        assertEquals(new HashSet<>(whole), new HashSet<>(single));
    }

    @Test
    void eachColumnCounts() {
        IpassCdr one = cdrs(1, HEADER, ROW).get(0);
        String[] cells = ROW.split(",");
        String[] others = {"t9", "B9", "bob", "example.org", "Gent", "01-SEP-2026 00:00:01", "01-SEP-2026 00:00:00", "61",
            "0.26", "1.51", "LTE", "month", "x", "2"};
        for (int column = 0; column < cells.length; column++) {
            String[] changed = cells.clone();
            changed[column] = others[column];
            // A cell that is empty is no text that is empty, but nothing.
            IpassCdr other = cdrs(1, HEADER, String.join(",", changed)).get(0);
            assertNotEquals(one, other, one.columns().get(column));
        }
        assertNotEquals(one, null);
        assertNotEquals(one, "t1");
    }

    @Test
    void twoRowsOfOneBodyAreTwoRecordsEvenWhereTheirValuesAreTheSame() {
        List<IpassCdr> twins = cdrs(8192, HEADER, ROW, ROW);
        assertNotEquals(twins.get(0), twins.get(1), "a set drops no call");
        assertEquals(2, new HashSet<>(twins).size());
    }

    @Test
    void anAmountIsItsNumberHoweverManyZeroesWereSent() {
        assertSameValue(cdrs(1, HEADER, ROW).get(0), cdrs(1, HEADER, ROW.replace("1.50", "1.5")).get(0));
    }

    @Test
    void whatTheSchemaHasNoColumnForCountsToo() {
        IpassCdr one = cdrs(1, HEADER + ",Colour", ROW + ",red").get(0);
        assertEquals(Collections.singletonMap("Colour", "red"), one.extra());
        assertSameValue(one, cdrs(1, HEADER + ",Colour", ROW + ",red").get(0));
        assertNotEquals(one, cdrs(1, HEADER + ",Colour", ROW + ",tan").get(0));
        assertNotEquals(one, cdrs(1, HEADER + ",Season", ROW + ",red").get(0));
    }

    @Test
    void unifiedRecordsAreNoReportsRecords() {
        byte[] body = (HEADER + "\n" + ROW + "\n").getBytes(StandardCharsets.UTF_8);
        List<UnifiedRecord> two = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (Reader<UnifiedRecord> reader = Callrec.open(body, Report.IPASS_CDR).unify(new UnifyOptions())) {
                reader.forEachRemaining(two::add);
            }
        }
        assertSameValue(two.get(0), two.get(1));
        assertFalse(two.get(0).equals((Object) cdrs(1, HEADER, ROW).get(0)));
    }

    @Test
    void aRecordIsFoundAgainLongAfterItsReaderIsClosed() {
        List<IpassCdr> kept = cdrs(1, HEADER, ROW, ROW.replace("t1", "t2"));
        assertTrue(new HashSet<>(kept).containsAll(cdrs(2, HEADER, ROW, ROW.replace("t1", "t2"))));
        assertEquals(1, Arrays.asList(kept.get(0), kept.get(1)).indexOf(kept.get(1)));
    }
}
