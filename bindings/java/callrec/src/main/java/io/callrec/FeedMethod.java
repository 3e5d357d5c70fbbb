package io.callrec;

/** How a billing feed is asked. The numbers are the same in every language. */
public enum FeedMethod {
    /** By {@code GET}, with the password in the URL. The default: nothing else is stated (SEED). */
    GET(0),
    /** By {@code POST} of a form, where the provider takes it: the password stands in no server's log. */
    POST_FORM(1);

    private final int code;

    FeedMethod(int code) {
        this.code = code;
    }

    /**
     * The method's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }
}
