package io.callrec;

/** A value that a unified record does not have although the report has what it is made of. Immutable. */
public final class Doubt {
    private final long line;
    private final long offset;
    private final String column;
    private final DoubtReason reason;

    /**
     * For callrec itself.
     *
     * @param line the physical line on which the record begins, from 1
     * @param offset the byte at which it begins, from 0
     * @param column the column that has no value
     * @param reason why
     */
    public Doubt(long line, long offset, String column, DoubtReason reason) {
        this.line = line;
        this.offset = offset;
        this.column = column;
        this.reason = reason;
    }

    /**
     * The physical line on which the record begins.
     *
     * @return the line, from 1
     */
    public long line() {
        return line;
    }

    /**
     * The byte at which the record begins.
     *
     * @return the byte, from 0
     */
    public long offset() {
        return offset;
    }

    /**
     * The unified column that has no value.
     *
     * @return its name, as in {@code started_at}
     */
    public String column() {
        return column;
    }

    /**
     * Why.
     *
     * @return the reason
     */
    public DoubtReason reason() {
        return reason;
    }

    /** Place, column and reason in one line. */
    @Override
    public String toString() {
        return "line " + line + ", byte " + offset + ", column " + column + ": " + reason;
    }
}
