package io.callrec;

/** The format that a billing feed is asked for. The numbers are the same in every language. */
public enum FeedFormat {
    /** None: what the provider sends by itself. The default. */
    PROVIDER(0),
    /** {@code format=csv}. */
    CSV(1),
    /** {@code format=txt}: tabs. */
    TEXT(2),
    /** {@code format=pipe}. */
    PIPE(3),
    /** {@code format=json}. */
    JSON(4);

    private final int code;

    FeedFormat(int code) {
        this.code = code;
    }

    /**
     * The format's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }
}
