package io.callrec.internal.column;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** A 64-bit number for each row, and what it means. */
public final class LongColumn extends Column {
    /** What the numbers are. */
    public enum Meaning {
        /** A plain number. */
        NUMBER,
        /** A plain number without a sign. */
        UNSIGNED,
        /** Microseconds since 1970-01-01T00:00:00Z. */
        INSTANT,
        /** Microseconds since 1970-01-01T00:00:00 on a clock without a zone. */
        LOCAL_TIME,
        /** Whole seconds. */
        SECONDS,
        /** Days since 1970-01-01. */
        DATE,
        /** Microseconds since midnight. */
        TIME_OF_DAY
    }

    private static final long MICROS_A_SECOND = 1_000_000;
    private static final int NANOS_A_MICRO = 1_000;

    private final long[] values;
    private final Meaning meaning;

    /**
     * A column of numbers.
     *
     * @param validity see {@link Column}
     * @param values one for each row; anything where the row is null
     * @param meaning what they are
     */
    public LongColumn(Bits validity, long[] values, Meaning meaning) {
        super(validity);
        this.values = values;
        this.meaning = meaning;
    }

    /**
     * The bare number of a row.
     *
     * @param row a row of the batch
     * @return the number; anything where the row is null
     */
    public long number(int row) {
        return values[row];
    }

    @Override
    public Object value(int row) {
        if (isNull(row)) {
            return null;
        }
        long value = values[row];
        long second = Math.floorDiv(value, MICROS_A_SECOND);
        int nano = (int) Math.floorMod(value, MICROS_A_SECOND) * NANOS_A_MICRO;
        switch (meaning) {
            case INSTANT:
                return Instant.ofEpochSecond(second, nano);
            case LOCAL_TIME:
                return LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC);
            case SECONDS:
                return Duration.ofSeconds(value);
            case DATE:
                return LocalDate.ofEpochDay(value);
            case TIME_OF_DAY:
                return LocalTime.ofNanoOfDay(value * NANOS_A_MICRO);
            default:
                return value;
        }
    }

    @Override
    public String describe(int row) {
        return meaning == Meaning.UNSIGNED && !isNull(row) ? Long.toUnsignedString(values[row]) : super.describe(row);
    }
}
