package io.callrec;

/** What became of the values of unified records. Immutable: a reading at one moment. */
public final class UnifyAccounting {
    private final long rows;
    private final long overflow;
    private final long inexact;
    private final long repeatedLocalTimes;
    private final long skippedLocalTimes;

    /**
     * Counts as they stand.
     *
     * @param rows records made
     * @param overflow values that do not fit
     * @param inexact amounts with more than six digits behind the point
     * @param repeatedLocalTimes local times that the clock showed twice
     * @param skippedLocalTimes local times that the clock never showed
     */
    public UnifyAccounting(
            long rows, long overflow, long inexact, long repeatedLocalTimes, long skippedLocalTimes) {
        this.rows = rows;
        this.overflow = overflow;
        this.inexact = inexact;
        this.repeatedLocalTimes = repeatedLocalTimes;
        this.skippedLocalTimes = skippedLocalTimes;
    }

    /**
     * Records that were made: as many as the report gave.
     *
     * @return a count
     */
    public long rows() {
        return rows;
    }

    /**
     * Values left out for {@link DoubtReason#OVERFLOW}.
     *
     * @return a count
     */
    public long overflow() {
        return overflow;
    }

    /**
     * Amounts left out for {@link DoubtReason#INEXACT}.
     *
     * @return a count
     */
    public long inexact() {
        return inexact;
    }

    /**
     * Instants left out for {@link DoubtReason#REPEATED_LOCAL_TIME}.
     *
     * @return a count
     */
    public long repeatedLocalTimes() {
        return repeatedLocalTimes;
    }

    /**
     * Instants left out for {@link DoubtReason#SKIPPED_LOCAL_TIME}.
     *
     * @return a count
     */
    public long skippedLocalTimes() {
        return skippedLocalTimes;
    }

    /** The counts in one line. */
    @Override
    public String toString() {
        return "rows " + rows + ", overflow " + overflow + ", inexact " + inexact + ", repeated local times "
                + repeatedLocalTimes + ", skipped local times " + skippedLocalTimes;
    }
}
