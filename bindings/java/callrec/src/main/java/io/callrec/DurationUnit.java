package io.callrec;

/** What the duration of a registration code counts. The numbers are the same in every language. */
public enum DurationUnit {
    /** Days. The default of a new code (SEED). */
    DAYS(1),
    /** Months. */
    MONTHS(2);

    private final int code;

    DurationUnit(int code) {
        this.code = code;
    }

    /**
     * The unit's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }
}
