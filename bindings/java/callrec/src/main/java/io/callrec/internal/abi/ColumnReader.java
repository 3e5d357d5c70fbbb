package io.callrec.internal.abi;

import io.callrec.internal.column.Bits;
import io.callrec.internal.column.Column;
import io.callrec.internal.column.DecimalColumn;
import io.callrec.internal.column.ExtraColumn;
import io.callrec.internal.column.FlagColumn;
import io.callrec.internal.column.LongColumn;
import io.callrec.internal.column.LongColumn.Meaning;
import io.callrec.internal.column.OpenListColumn;
import io.callrec.internal.column.TextColumn;
import io.callrec.internal.ffi.Library;
import io.callrec.internal.ffi.NativeAccess;
import java.util.Arrays;

/** Copies a {@code callrec_column} to the Java heap: a handful of bulk copies, whatever the number of rows. */
final class ColumnReader {
    private final Lent column;
    private final NativeAccess access;
    private final int rows;

    ColumnReader(Lent column) {
        this.column = column;
        this.access = column.access;
        this.rows = Math.toIntExact(column.int64("length"));
    }

    String name() {
        return column.text("name");
    }

    /** Reads the column; {@code name} tells seconds from other numbers, which the type does not. */
    Column read(String name) {
        int type = column.int32("data_type");
        switch (type) {
            case ColumnType.TEXT:
                return text();
            case ColumnType.BOOLEAN:
                return new FlagColumn(validity(), bits("values", "values_offset"));
            case ColumnType.INT64:
                return longs(name.endsWith("_s") ? Meaning.SECONDS : Meaning.NUMBER);
            case ColumnType.UINT64:
                return longs(Meaning.UNSIGNED);
            case ColumnType.DECIMAL:
                return new DecimalColumn(validity(), lowHalves(), column.int32("scale"));
            case ColumnType.INSTANT:
                return longs(Meaning.INSTANT);
            case ColumnType.LOCAL_TIME:
                return longs(Meaning.LOCAL_TIME);
            case ColumnType.TIME_OF_DAY:
                return longs(Meaning.TIME_OF_DAY);
            case ColumnType.DATE:
                return dates();
            case ColumnType.DICTIONARY:
                return openList();
            case ColumnType.MAP:
                return extra();
            default:
                throw Library.failure("libcallrec gave column " + name + " of the unknown type " + type, null);
        }
    }

    private TextColumn text() {
        int[] offsets = offsets();
        int first = offsets[0];
        byte[] bytes = access.getBytes(column.int64("values") + first, offsets[rows] - first);
        if (first != 0) {
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] -= first;
            }
        }
        return new TextColumn(validity(), offsets, bytes);
    }

    private ColumnReader child(String field) {
        return new ColumnReader(new Lent(access, Layouts.COLUMN, column.int64(field)));
    }

    private OpenListColumn openList() {
        short[] keys = access.getShorts(column.int64("values"), rows);
        return new OpenListColumn(validity(), keys, child("dictionary").text().toArray());
    }

    private ExtraColumn extra() {
        return new ExtraColumn(validity(), offsets(), child("keys").text(), child("items").text());
    }

    private LongColumn longs(Meaning meaning) {
        return new LongColumn(validity(), access.getLongs(column.int64("values"), rows), meaning);
    }

    private LongColumn dates() {
        int[] days = access.getInts(column.int64("values"), rows);
        return new LongColumn(validity(), Arrays.stream(days).asLongStream().toArray(), Meaning.DATE);
    }

    /** The tables' decimals have at most 18 digits, so the lower half of each 128-bit integer is the whole of it. */
    private long[] lowHalves() {
        long[] halves = access.getLongs(column.int64("values"), 2 * rows);
        long[] low = new long[rows];
        for (int row = 0; row < rows; row++) {
            low[row] = halves[2 * row];
            if (halves[2 * row + 1] != low[row] >> 63 && isValid(row)) {
                throw new ArithmeticException("column " + name() + ", row " + row + ": more than 18 digits");
            }
        }
        return low;
    }

    private boolean isValid(int row) {
        long bits = column.int64("validity");
        long bit = column.int64("validity_offset") + row;
        return bits == 0 || (access.getByte(bits + (bit >> 3)) & 1 << (bit & 7)) != 0;
    }

    private int[] offsets() {
        return access.getInts(column.int64("offsets"), rows + 1);
    }

    private Bits validity() {
        return column.int64("validity") == 0 ? null : bits("validity", "validity_offset");
    }

    private Bits bits(String address, String offset) {
        int first = Math.toIntExact(column.int64(offset));
        int from = first >> 3;
        int to = first + rows + 7 >> 3;
        return new Bits(access.getBytes(column.int64(address) + from, to - from), first & 7);
    }
}
