package io.callrec.internal.column;

import java.math.BigDecimal;

/** Exact decimals of at most 18 digits: whole numbers with one scale for the whole column. */
public final class DecimalColumn extends Column {
    private final long[] unscaled;
    private final int scale;

    /**
     * A column of decimals.
     *
     * @param validity see {@link Column}
     * @param unscaled one for each row, the value times ten to the power of {@code scale}
     * @param scale digits after the point
     */
    public DecimalColumn(Bits validity, long[] unscaled, int scale) {
        super(validity);
        this.unscaled = unscaled;
        this.scale = scale;
    }

    @Override
    public BigDecimal value(int row) {
        return isNull(row) ? null : BigDecimal.valueOf(unscaled[row], scale);
    }
}
