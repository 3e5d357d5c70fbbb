package io.callrec;

/** In which order the results of a fan-out come. The numbers are the same in every language. */
public enum FanOutOrder {
    /** In the order of the keys. The default. */
    IN_ORDER(0),
    /** As they are ready. */
    AS_COMPLETED(1);

    private final int code;

    FanOutOrder(int code) {
        this.code = code;
    }

    /**
     * The order's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }
}
