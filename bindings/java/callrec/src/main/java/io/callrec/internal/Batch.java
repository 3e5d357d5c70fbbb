package io.callrec.internal;

import io.callrec.internal.column.Column;
import io.callrec.internal.column.ExtraColumn;
import io.callrec.internal.column.LongColumn;
import io.callrec.internal.column.Text;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

/**
 * Some thousand records as columns on the Java heap: the report's own in the provider's order, then {@code _line},
 * {@code _offset}, {@code _repair} and {@code _extra}. Immutable, and independent of the native library.
 */
public final class Batch {
    /** How many columns every report ends in. */
    private static final int PROVENANCE = 4;

    private final int rows;
    private final List<String> names;
    private final Column[] columns;
    private final int own;

    /**
     * A batch.
     *
     * @param rows how many records
     * @param names the columns' names
     * @param columns the columns, as many as names
     */
    public Batch(int rows, List<String> names, Column[] columns) {
        this.rows = rows;
        this.names = names;
        this.columns = columns;
        this.own = columns.length - PROVENANCE;
    }

    /**
     * How many records there are.
     *
     * @return a count
     */
    public int rows() {
        return rows;
    }

    /**
     * Text.
     *
     * @param column a column of text, open lists too
     * @param row a row
     * @return the text or null
     */
    public String text(int column, int row) {
        return ((Text) columns[column]).text(row);
    }

    /**
     * An instant.
     *
     * @param column a column of instants
     * @param row a row
     * @return the instant or null
     */
    public Instant instant(int column, int row) {
        return (Instant) columns[column].value(row);
    }

    /**
     * A time without a zone.
     *
     * @param column a column of local times
     * @param row a row
     * @return the time or null
     */
    public LocalDateTime localTime(int column, int row) {
        return (LocalDateTime) columns[column].value(row);
    }

    /**
     * A duration.
     *
     * @param column a column of seconds
     * @param row a row
     * @return the duration or null
     */
    public Duration seconds(int column, int row) {
        return (Duration) columns[column].value(row);
    }

    /**
     * A decimal.
     *
     * @param column a column of decimals
     * @param row a row
     * @return the decimal or null
     */
    public BigDecimal decimal(int column, int row) {
        return (BigDecimal) columns[column].value(row);
    }

    /**
     * Yes, no or null.
     *
     * @param column a column of flags
     * @param row a row
     * @return the flag or null
     */
    public Boolean flag(int column, int row) {
        return (Boolean) columns[column].value(row);
    }

    /**
     * Where the record begins.
     *
     * @param row a row
     * @return its physical line, from 1
     */
    public long line(int row) {
        return ((LongColumn) columns[own]).number(row);
    }

    /**
     * Where the record begins.
     *
     * @param row a row
     * @return its byte, from 0
     */
    public long offset(int row) {
        return ((LongColumn) columns[own + 1]).number(row);
    }

    /**
     * The rule that mended the record.
     *
     * @param row a row
     * @return its name or null
     */
    public String repair(int row) {
        return text(own + 2, row);
    }

    /**
     * What the schema has no column for.
     *
     * @param row a row
     * @return an immutable map, never null
     */
    public Map<String, String> extra(int row) {
        return ((ExtraColumn) columns[own + 3]).value(row);
    }

    /**
     * The record in one line.
     *
     * @param row a row
     * @return {@code {transaction_id=…, …}}
     */
    public String describe(int row) {
        StringBuilder line = new StringBuilder("{");
        for (int column = 0; column < columns.length; column++) {
            line.append(column == 0 ? "" : ", ").append(names.get(column));
            line.append('=').append(columns[column].value(row));
        }
        return line.append('}').toString();
    }
}
