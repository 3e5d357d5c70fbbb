package io.callrec.internal.column;

/** One column of a batch, on the Java heap, immutable. A value that is absent is null. */
public abstract class Column {
    private final Bits validity;

    /**
     * A column.
     *
     * @param validity set for each row that has a value; null when every row has one
     */
    Column(Bits validity) {
        this.validity = validity;
    }

    /**
     * Whether a row has no value.
     *
     * @param row a row of the batch
     * @return true for null
     */
    public final boolean isNull(int row) {
        return validity != null && !validity.get(row);
    }

    /**
     * The row's value as the type that the API gives.
     *
     * @param row a row of the batch
     * @return the value or null
     */
    public abstract Object value(int row);

    /**
     * The row's value in words, for people.
     *
     * @param row a row of the batch
     * @return the value, {@code null} for none
     */
    public String describe(int row) {
        return String.valueOf(value(row));
    }
}
