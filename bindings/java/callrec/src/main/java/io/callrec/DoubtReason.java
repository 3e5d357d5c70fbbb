package io.callrec;

/** Why a unified record lacks a value. The numbers are the same in every language. */
public enum DoubtReason {
    /** The value does not fit its column. */
    OVERFLOW(1),
    /** The amount has more than six digits behind the point; it is not rounded. */
    INEXACT(2),
    /** The clock showed the local time twice: see {@link DstPolicy}. */
    REPEATED_LOCAL_TIME(3),
    /** The clock never showed the local time: see {@link DstPolicy}. */
    SKIPPED_LOCAL_TIME(4);

    private final int code;

    DoubtReason(int code) {
        this.code = code;
    }

    /**
     * The reason's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }

    /**
     * Finds a reason by its number.
     *
     * @param code a number
     * @return the reason
     * @throws IllegalArgumentException if no reason has that number
     */
    public static DoubtReason ofCode(int code) {
        for (DoubtReason one : values()) {
            if (one.code == code) {
                return one;
            }
        }
        throw new IllegalArgumentException("no reason has the number " + code);
    }
}
