package io.callrec;

import io.callrec.internal.Batch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One record of a report: its values, and where it stood in the body.
 *
 * <p>A record is a light view: it shares its batch's columns, which are on the Java heap and immutable. So it may be
 * kept as long as one likes, after {@link Reader#close()} too, and read by any thread; one record that is kept keeps
 * its batch (a few thousand records) in memory. Text is made into a {@code String} by the accessor, not before.
 *
 * <p>Records are values: two are equal that are of one type and hold the same in every column, {@link #extra()} and the
 * place in the body included. So the same body read twice gives equal records, a set of records drops no call that
 * happens to look like another one, and who looks for the same call in two bodies compares its id and values. Secrets
 * count like any other text.
 */
public abstract class ReportRecord {
    /** The columns that this record is a row of. */
    final Batch batch;
    /** The row, from 0. */
    final int row;

    ReportRecord(Batch batch, int row) {
        this.batch = batch;
        this.row = row;
    }

    /**
     * The physical line on which the record begins.
     *
     * @return the line, from 1; a header is line 1
     */
    public long line() {
        return batch.line(row);
    }

    /**
     * The byte at which the record begins.
     *
     * @return the byte's offset in the body or file, from 0, a byte order mark included
     */
    public long offset() {
        return batch.offset(row);
    }

    /**
     * The rule that mended the record.
     *
     * @return the rule's name, as in {@code trailing_delimiter}; empty when nothing was mended
     */
    public Optional<String> repair() {
        return Optional.ofNullable(batch.repair(row));
    }

    /**
     * What the report's schema has no column for.
     *
     * @return the provider's own headings and their texts, in input order, immutable; empty when there is nothing; a
     *     null cell leaves no entry
     */
    public Map<String, String> extra() {
        return batch.extra(row);
    }

    /**
     * The names of all columns, in the report's order, then {@code _line}, {@code _offset}, {@code _repair} and
     * {@code _extra}.
     *
     * @return an immutable list
     */
    public List<String> columns() {
        return batch.names();
    }

    /**
     * A value by its column's name.
     *
     * @param column the name, exact, as in {@code net_billing_amount}
     * @return the value as the accessor of that column gives it: {@link String}, {@link Long}, {@link Boolean},
     *     {@link java.math.BigDecimal}, {@link java.time.Duration}, {@link java.time.Instant},
     *     {@link java.time.LocalDateTime}, {@link java.time.LocalDate}, {@link java.time.LocalTime}, {@link Map}; null
     *     where there is none
     * @throws IllegalArgumentException if the report has no such column
     */
    public Object value(String column) {
        int index = batch.names().indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("no column " + column + "; there are " + batch.names());
        }
        return batch.value(index, row);
    }

    /**
     * A value by its column's place.
     *
     * @param column the place in {@link #columns()}, from 0
     * @return the value as {@link #value(String)} gives it
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public Object value(int column) {
        batch.names().get(column);
        return batch.value(column, row);
    }

    /**
     * Whether the other is a record of the same type with the same values in all {@link #columns()}, as {@link
     * #value(int)} gives them. A decimal has the scale of its column, whatever was sent: {@code 1.5} is {@code 1.50}.
     */
    @Override
    public final boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other == null || getClass() != other.getClass()) {
            return false;
        }
        ReportRecord record = (ReportRecord) other;
        return batch.isSame(row, record.batch, record.row);
    }

    @Override
    public final int hashCode() {
        return batch.hash(row);
    }

    /**
     * The record's columns and values in one line, for people. It holds what the provider sent, personal data too, but
     * no secret: passwords, tokens and activation links are {@code ***}.
     */
    @Override
    public String toString() {
        return getClass().getSimpleName() + batch.describe(row);
    }
}
