package io.callrec;

import java.util.Arrays;
import java.util.Optional;

/** How it is known that a body was received to its end. The numbers are the same in every language. */
public enum Proof {
    /** Content-Length was met, the final chunk was seen, or a file was read to its end. */
    FRAMED(1),
    /** The peer ended the TLS connection properly, and said no length. */
    TLS_CLOSED(2),
    /** The connection was closed and nothing says that this was the end. */
    UNPROVEN(3);

    private final int code;

    Proof(int code) {
        this.code = code;
    }

    /**
     * The proof's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }

    /**
     * Finds a proof by its number.
     *
     * @param code a number
     * @return the proof; empty where nothing is proven yet
     */
    public static Optional<Proof> ofCode(int code) {
        return Arrays.stream(values()).filter(one -> one.code == code).findFirst();
    }
}
