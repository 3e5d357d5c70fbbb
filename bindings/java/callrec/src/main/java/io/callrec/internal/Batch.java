package io.callrec.internal;

import io.callrec.internal.column.Column;
import io.callrec.internal.column.ExtraColumn;
import io.callrec.internal.column.LongColumn;
import io.callrec.internal.column.Text;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Some thousand records as columns on the Java heap: the report's own in the provider's order, then {@code _line},
 * {@code _offset}, {@code _repair} and, but for unified records, {@code _extra}. Immutable, and independent of the
 * native library.
 */
public final class Batch {
    /** The columns that the schema marks as secret. */
    private static final Set<String> SECRET = Collections.unmodifiableSet(
            new HashSet<>(Arrays.asList("password", "aca_token", "self_service_activation_url")));

    private final int rows;
    private final List<String> names;
    private final Column[] columns;
    private final int line;
    private final int offset;
    private final int repair;
    private final int extra;

    /**
     * A batch.
     *
     * @param rows how many records
     * @param names the columns' names
     * @param columns the columns, as many as names
     */
    public Batch(int rows, List<String> names, Column[] columns) {
        this.rows = rows;
        this.names = Collections.unmodifiableList(names);
        this.columns = columns;
        this.line = names.indexOf("_line");
        this.offset = names.indexOf("_offset");
        this.repair = names.indexOf("_repair");
        this.extra = names.indexOf("_extra");
    }

    /**
     * The columns' names.
     *
     * @return an immutable list
     */
    public List<String> names() {
        return names;
    }

    /**
     * Any value.
     *
     * @param column a column
     * @param row a row
     * @return the value as the type that the API gives, or null
     */
    public Object value(int column, int row) {
        return columns[column].value(row);
    }

    /**
     * A whole number.
     *
     * @param column a column of numbers
     * @param row a row
     * @return the number or null
     */
    public Long number(int column, int row) {
        return (Long) columns[column].value(row);
    }

    /**
     * A date.
     *
     * @param column a column of dates
     * @param row a row
     * @return the date or null
     */
    public LocalDate date(int column, int row) {
        return (LocalDate) columns[column].value(row);
    }

    /**
     * A time of day.
     *
     * @param column a column of times of day
     * @param row a row
     * @return the time or null
     */
    public LocalTime timeOfDay(int column, int row) {
        return (LocalTime) columns[column].value(row);
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
        return ((LongColumn) columns[line]).number(row);
    }

    /**
     * Where the record begins.
     *
     * @param row a row
     * @return its byte, from 0
     */
    public long offset(int row) {
        return ((LongColumn) columns[offset]).number(row);
    }

    /**
     * The rule that mended the record.
     *
     * @param row a row
     * @return its name or null
     */
    public String repair(int row) {
        return text(repair, row);
    }

    /**
     * What the schema has no column for.
     *
     * @param row a row
     * @return an immutable map, never null
     */
    public Map<String, String> extra(int row) {
        return extra < 0 ? Collections.emptyMap() : ((ExtraColumn) columns[extra]).value(row);
    }

    /**
     * Whether two rows hold the same.
     *
     * @param row a row
     * @param other the other one's batch
     * @param otherRow the other one
     * @return true if all columns have the same names and values
     */
    public boolean isSame(int row, Batch other, int otherRow) {
        if (!names.equals(other.names)) {
            return false;
        }
        for (int column = 0; column < columns.length; column++) {
            if (!Objects.equals(value(column, row), other.value(column, otherRow))) {
                return false;
            }
        }
        return true;
    }

    /**
     * A number that is the same for rows that hold the same.
     *
     * @param row a row
     * @return the number
     */
    public int hash(int row) {
        int hash = 1;
        for (int column = 0; column < columns.length; column++) {
            hash = 31 * hash + Objects.hashCode(value(column, row));
        }
        return hash;
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
            boolean veiled = SECRET.contains(names.get(column)) && !columns[column].isNull(row);
            line.append('=').append(veiled ? "***" : columns[column].describe(row));
        }
        return line.append('}').toString();
    }
}
