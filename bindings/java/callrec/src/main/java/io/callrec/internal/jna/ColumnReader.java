package io.callrec.internal.jna;

import com.sun.jna.Pointer;
import io.callrec.internal.column.Bits;
import io.callrec.internal.column.Column;
import io.callrec.internal.column.DecimalColumn;
import io.callrec.internal.column.ExtraColumn;
import io.callrec.internal.column.FlagColumn;
import io.callrec.internal.column.LongColumn;
import io.callrec.internal.column.LongColumn.Meaning;
import io.callrec.internal.column.OpenListColumn;
import io.callrec.internal.column.TextColumn;

/** Copies a {@code callrec_column} to the Java heap: a handful of bulk copies, whatever the number of rows. */
final class ColumnReader {
    /** Byte offsets of the fields of {@code callrec_column}, the same on every 64-bit platform. */
    private static final int NAME = 8;
    private static final int DATA_TYPE = 24;
    private static final int SCALE = 28;
    private static final int LENGTH = 32;
    private static final int VALIDITY = 48;
    private static final int VALIDITY_OFFSET = 56;
    private static final int VALUES = 64;
    private static final int VALUES_OFFSET = 72;
    private static final int OFFSETS = 80;
    private static final int DICTIONARY = 88;
    private static final int KEYS = 96;
    private static final int ITEMS = 104;

    private final Pointer column;
    private final int rows;

    ColumnReader(Pointer column) {
        this.column = column;
        this.rows = Math.toIntExact(column.getLong(LENGTH));
    }

    String name() {
        return LentText.read(column, NAME);
    }

    /** Reads the column; {@code name} tells seconds from other numbers, which the type does not. */
    Column read(String name) {
        int type = column.getInt(DATA_TYPE);
        switch (type) {
            case ColumnType.TEXT:
                return text();
            case ColumnType.BOOLEAN:
                return new FlagColumn(validity(), bits(VALUES, VALUES_OFFSET));
            case ColumnType.INT64:
                return longs(name.endsWith("_s") ? Meaning.SECONDS : Meaning.NUMBER);
            case ColumnType.UINT64:
                return longs(Meaning.NUMBER);
            case ColumnType.DECIMAL:
                return new DecimalColumn(validity(), lowHalves(), column.getInt(SCALE));
            case ColumnType.INSTANT:
                return longs(Meaning.INSTANT);
            case ColumnType.LOCAL_TIME:
                return longs(Meaning.LOCAL_TIME);
            case ColumnType.DICTIONARY:
                return openList();
            case ColumnType.MAP:
                return extra();
            default:
                throw LibraryFinder.failure("libcallrec gave column " + name + " of the unknown type " + type, null);
        }
    }

    private TextColumn text() {
        int[] offsets = offsets();
        int first = offsets[0];
        byte[] bytes = bytes(column.getPointer(VALUES), first, offsets[rows] - first);
        if (first != 0) {
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] -= first;
            }
        }
        return new TextColumn(validity(), offsets, bytes);
    }

    private OpenListColumn openList() {
        short[] keys = rows == 0 ? new short[0] : column.getPointer(VALUES).getShortArray(0, rows);
        String[] values = new ColumnReader(column.getPointer(DICTIONARY)).text().toArray();
        return new OpenListColumn(validity(), keys, values);
    }

    private ExtraColumn extra() {
        TextColumn keys = new ColumnReader(column.getPointer(KEYS)).text();
        TextColumn items = new ColumnReader(column.getPointer(ITEMS)).text();
        return new ExtraColumn(validity(), offsets(), keys, items);
    }

    private LongColumn longs(Meaning meaning) {
        long[] values = rows == 0 ? new long[0] : column.getPointer(VALUES).getLongArray(0, rows);
        return new LongColumn(validity(), values, meaning);
    }

    /** The tables' decimals have at most 18 digits, so the lower half of each 128-bit integer is the whole of it. */
    private long[] lowHalves() {
        if (rows == 0) {
            return new long[0];
        }
        long[] halves = column.getPointer(VALUES).getLongArray(0, 2 * rows);
        long[] low = new long[rows];
        for (int row = 0; row < rows; row++) {
            low[row] = halves[2 * row];
            if (halves[2 * row + 1] != low[row] >> 63 && validity(row)) {
                throw new ArithmeticException("column " + name() + ", row " + row + ": more than 18 digits");
            }
        }
        return low;
    }

    private boolean validity(int row) {
        Pointer bits = column.getPointer(VALIDITY);
        long bit = column.getLong(VALIDITY_OFFSET) + row;
        return bits == null || (bits.getByte(bit >> 3) & 1 << (bit & 7)) != 0;
    }

    private int[] offsets() {
        return column.getPointer(OFFSETS).getIntArray(0, rows + 1);
    }

    private Bits validity() {
        return column.getPointer(VALIDITY) == null ? null : bits(VALIDITY, VALIDITY_OFFSET);
    }

    private Bits bits(int address, int offset) {
        int first = Math.toIntExact(column.getLong(offset));
        int from = first >> 3;
        int to = first + rows + 7 >> 3;
        return new Bits(bytes(column.getPointer(address), from, to - from), first & 7);
    }

    private static byte[] bytes(Pointer from, int offset, int length) {
        return length == 0 ? new byte[0] : from.getByteArray(offset, length);
    }
}
