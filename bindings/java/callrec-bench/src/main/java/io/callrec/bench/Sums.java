package io.callrec.bench;

import java.math.BigDecimal;
import java.time.Duration;

/** What shows that two ways of reading read the same. */
final class Sums {
    private long rows;
    private long seconds;
    private BigDecimal amount = BigDecimal.ZERO;

    void add(Duration sessionLength, BigDecimal netBillingAmount) {
        rows++;
        if (sessionLength != null) {
            seconds += sessionLength.getSeconds();
        }
        if (netBillingAmount != null) {
            amount = amount.add(netBillingAmount);
        }
    }

    /** Of columns: many rows at once. */
    void add(long moreRows, long moreSeconds, BigDecimal moreAmount) {
        rows += moreRows;
        seconds += moreSeconds;
        amount = amount.add(moreAmount);
    }

    @Override
    public String toString() {
        return rows + " rows, " + seconds + " s, " + amount.stripTrailingZeros().toPlainString();
    }
}
