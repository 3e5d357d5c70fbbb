package io.callrec;

/** How the day of a daily report is sent to the iPass REST API. The numbers are the same in every language. */
public enum DailyParameter {
    /**
     * As {@code date=YYYY-MM-DD}, and as {@code month=} where the service refuses that; what it took is used from
     * then on. The default (INF).
     */
    AUTO(0),
    /** As {@code date=YYYY-MM-DD}. */
    DATE(1),
    /** As {@code month=YYYY-MM-DD} (SEED). */
    MONTH(2),
    /** As both. */
    BOTH(3);

    private final int code;

    DailyParameter(int code) {
        this.code = code;
    }

    /**
     * The parameter's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }
}
