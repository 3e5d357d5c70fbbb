package io.callrec;

/** What stands between the cells of delimited text. The numbers are the same in every language. */
public enum Delimiter {
    /** A comma, or for a billing feed what its header line shows. The default. */
    AUTO(0),
    /** {@code ,}. */
    COMMA(1),
    /** A tab. */
    TAB(2),
    /** {@code |}. */
    PIPE(3);

    private final int code;

    Delimiter(int code) {
        this.code = code;
    }

    /**
     * The delimiter's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }
}
