package io.callrec;

/** What a price of getcalls is the price of. The numbers are the same in every language. */
public enum PricePolicy {
    /** Of one: the amount is price times quantity, divided by 100. The default (INF). */
    PER_QUANTITY(0),
    /** Of the whole line: the amount is the price divided by 100. */
    LINE_TOTAL(1);

    private final int code;

    PricePolicy(int code) {
        this.code = code;
    }

    /**
     * The policy's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }
}
