package io.callrec;

/** What the session length of an iPass CDR file counts. The numbers are the same in every language. */
public enum SessionLengthUnit {
    /** Seconds. The default (DOC). */
    SECONDS(0),
    /** Minutes; what callrec gives is a duration all the same. */
    MINUTES(1);

    private final int code;

    SessionLengthUnit(int code) {
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
