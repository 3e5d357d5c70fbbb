package io.callrec;

/** The format that a getcalls service is asked for. The numbers are the same in every language. */
public enum GetcallsFormat {
    /** JSON. The default (SEED). */
    JSON(0),
    /** CSV (SEED). */
    CSV(1);

    private final int code;

    GetcallsFormat(int code) {
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
