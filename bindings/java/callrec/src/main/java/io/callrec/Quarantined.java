package io.callrec;

import java.util.Optional;

/** A record that could not be read and was set aside; the reading went on. Immutable. */
public final class Quarantined {
    private final byte[] raw;
    private final long offset;
    private final long line;
    private final long record;
    private final String column;
    private final String reason;

    /**
     * For callrec itself.
     *
     * @param raw the record's bytes, owned by this object from here on
     * @param offset the byte at which it begins, from 0
     * @param line the physical line on which it begins, from 1
     * @param record its number, from 1
     * @param column the column at fault or null
     * @param reason why
     */
    public Quarantined(
            byte[] raw, long offset, long line, long record, String column, String reason) {
        this.raw = raw;
        this.offset = offset;
        this.line = line;
        this.record = record;
        this.column = column;
        this.reason = reason;
    }

    /**
     * The record as it came, without its line end; any bytes, not always UTF-8.
     *
     * @return a copy of the bytes
     */
    public byte[] raw() {
        return raw.clone();
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
     * The physical line on which the record begins.
     *
     * @return the line, from 1
     */
    public long line() {
        return line;
    }

    /**
     * The record's number.
     *
     * @return the number, from 1, the header not counted
     */
    public long record() {
        return record;
    }

    /**
     * The column at fault.
     *
     * @return its name, where one column was
     */
    public Optional<String> column() {
        return Optional.ofNullable(column);
    }

    /**
     * Why the record was set aside: one of a few fixed lines, the same in every language and fit to count by.
     *
     * @return the reason, as in {@code wrong number of columns}
     */
    public String reason() {
        return reason;
    }

    /** The place and the reason in one line, without the record's content. */
    @Override
    public String toString() {
        return "line " + line + ", byte " + offset + ", record " + record
                + (column == null ? "" : ", column " + column) + ": " + reason;
    }
}
