package io.callrec.internal.abi;

/** {@code CALLREC_TYPE_...}: how the buffers of a column are to be read. */
final class ColumnType {
    static final int TEXT = 1;
    static final int BOOLEAN = 2;
    static final int INT64 = 3;
    static final int UINT64 = 4;
    static final int DECIMAL = 5;
    static final int INSTANT = 6;
    static final int LOCAL_TIME = 7;
    static final int DICTIONARY = 8;
    static final int MAP = 9;
    static final int DATE = 10;
    static final int TIME_OF_DAY = 11;

    private ColumnType() {}
}
