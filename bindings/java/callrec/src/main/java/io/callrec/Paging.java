package io.callrec;

/** What the two parameters of a page of the iPass REST API mean. The numbers are the same in every language. */
public enum Paging {
    /** {@code page} is the number of the page, {@code limit} its size. The default (SEED). */
    PAGE_IS_NUMBER(0),
    /** {@code page} is the size and {@code limit} the number, as the document says of lists of users (SEED). */
    PAGE_IS_SIZE(1);

    private final int code;

    Paging(int code) {
        this.code = code;
    }

    /**
     * The reading's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }
}
