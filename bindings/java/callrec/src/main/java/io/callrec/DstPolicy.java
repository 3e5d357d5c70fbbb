package io.callrec;

/**
 * What becomes of a local time that the clock showed twice or never. The numbers are the same in every language.
 */
public enum DstPolicy {
    /** It gives no instant, and is told as a {@link Doubt}. The default. */
    REJECT(0),
    /** It gives the earlier instant. */
    EARLIER(1),
    /** It gives the later instant. */
    LATER(2);

    private final int code;

    DstPolicy(int code) {
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
