package io.callrec.internal.column;

/** Text of which few values differ: each value is one {@code String}, shared by all rows that hold it. */
public final class OpenListColumn extends Column implements Text {
    private final short[] keys;
    private final String[] values;

    /**
     * A column of text from a list.
     *
     * @param validity see {@link Column}
     * @param keys a place in {@code values} for each row; anything where the row is null
     * @param values the list
     */
    public OpenListColumn(Bits validity, short[] keys, String[] values) {
        super(validity);
        this.keys = keys;
        this.values = values;
    }

    @Override
    public String text(int row) {
        return isNull(row) ? null : values[keys[row]];
    }

    @Override
    public Object value(int row) {
        return text(row);
    }
}
