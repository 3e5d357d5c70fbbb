package io.callrec;

/** Whether a billing feed gives the row of {@code fromid} again. The numbers are the same in every language. */
public enum FeedDialect {
    /** It is not known yet. */
    UNKNOWN(0),
    /** The row comes again. */
    INCLUSIVE(1),
    /** The row does not come again. */
    EXCLUSIVE(2);

    private final int code;

    FeedDialect(int code) {
        this.code = code;
    }

    /**
     * The dialect's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }

    /**
     * Finds a dialect by its number.
     *
     * @param code a number
     * @return the dialect
     * @throws IllegalArgumentException if no dialect has that number
     */
    public static FeedDialect ofCode(int code) {
        for (FeedDialect one : values()) {
            if (one.code == code) {
                return one;
            }
        }
        throw new IllegalArgumentException("no dialect has the number " + code);
    }
}
