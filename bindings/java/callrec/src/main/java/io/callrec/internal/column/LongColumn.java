package io.callrec.internal.column;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** A 64-bit number for each row, and what it means. */
public final class LongColumn extends Column {
    /** What the numbers are. */
    public enum Meaning {
        /** A plain number. */
        NUMBER,
        /** Microseconds since 1970-01-01T00:00:00Z. */
        INSTANT,
        /** Microseconds since 1970-01-01T00:00:00 on a clock without a zone. */
        LOCAL_TIME,
        /** Whole seconds. */
        SECONDS
    }

    private static final long MICROS_A_SECOND = 1_000_000;

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
        int nano = (int) Math.floorMod(value, MICROS_A_SECOND) * 1_000;
        switch (meaning) {
            case INSTANT:
                return Instant.ofEpochSecond(second, nano);
            case LOCAL_TIME:
                return LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC);
            case SECONDS:
                return Duration.ofSeconds(value);
            default:
                return value;
        }
    }
}
