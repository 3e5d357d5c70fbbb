package io.callrec;

/** What became of a write, or of looking for one. The numbers are the same in every language. */
public enum OutcomeState {
    /** It was carried out, or the object was found. */
    DONE(1),
    /** A deletion whose first answer was lost found nothing the second time: the first had done it. */
    ALREADY_GONE(2),
    /** The client is for dry runs: nothing was sent, {@link Outcome#planned()} is what would have been. */
    PLANNED(3),
    /**
     * Of reconciling: there is no trace of it. A request that is still on its way may yet arrive: look again after a
     * pause before it is sent again.
     */
    NOT_DONE(4),
    /** Of reconciling: what is there may come from it or from something else; {@link Outcome#message()} says why. */
    UNCLEAR(5);

    private final int code;

    OutcomeState(int code) {
        this.code = code;
    }

    /**
     * The state's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }

    /**
     * Finds a state by its number.
     *
     * @param code a number
     * @return the state
     * @throws IllegalArgumentException if no state has that number
     */
    public static OutcomeState ofCode(int code) {
        for (OutcomeState one : values()) {
            if (one.code == code) {
                return one;
            }
        }
        throw new IllegalArgumentException("no state has the number " + code);
    }
}
