package io.callrec;

import java.util.Locale;

/**
 * What went wrong. The numbers are the same in C, Rust and Python, in groups of ten: the caller 1-9, the wire 10-19,
 * the service 20-29, the content 30-39, this machine 40-49, callrec itself 50-59.
 *
 * <p>The list may grow: a {@code switch} over it needs a {@code default}.
 */
public enum ErrorKind {
    /**
     * A kind that this version of the Java API does not know; {@link CallrecException#getMessage()} says what it is.
     */
    UNKNOWN(0),
    /** An argument that cannot be sent: an empty company, a control character. */
    INVALID_ARGUMENT(1),
    /** The client's configuration cannot work: base URL, certificate, missing credentials, native library. */
    CONFIG(2),
    /** A blocking call was made on a thread of an async runtime; never seen in Java. */
    INSIDE_RUNTIME(3),
    /** The client or reader was made before a {@code fork} and is used in the child. */
    FORKED(4),
    /** The handle was closed; in Java mostly an {@link IllegalStateException}. */
    CLOSED(5),
    /** The caller cancelled it: by {@code cancel()}, or by interrupting the thread, whose flag is then set again. */
    CANCELLED(6),
    /** This build or this provider cannot do that. */
    UNSUPPORTED(7),
    /** The host's name could not be resolved. */
    DNS(10),
    /** No connection could be made. */
    CONNECT(11),
    /** The TLS handshake failed: certificate, name or protocol. */
    TLS(12),
    /** The network was silent, or slower than the limits, for too long. */
    TIMEOUT(13),
    /** The connection failed, or the peer does not speak HTTP. */
    TRANSPORT(14),
    /** The body ended before its end. */
    TRUNCATED(15),
    /** The body's end could not be proven, and a second fetch differed or failed. */
    INCOMPLETE(16),
    /** The credentials were refused, or the session cannot be renewed. */
    AUTH(20),
    /** The user may not see this company or report. */
    FORBIDDEN(21),
    /** No such company, report or period. */
    NOT_FOUND(22),
    /** The service asks to come back later. */
    RATE_LIMITED(23),
    /** The service refused the request for good (4xx). */
    REJECTED(24),
    /** The service failed (5xx), or answered with an error document. */
    SERVICE(25),
    /** It is unknown whether an operation with side effects was carried out. */
    AMBIGUOUS(26),
    /**
     * A row that was handed on before is gone from a feed, or rows came that were not asked for:
     * another account, another server, or ids that were given anew.
     */
    CONTINUITY_BROKEN(27),
    /** A row that was handed on before has another content now. */
    ROW_REVISED(28),
    /** Pages keep coming and bring nothing new. */
    NO_PROGRESS(29),
    /** HTML or another type came instead of the report. */
    NOT_DATA(30),
    /** The report cannot be read as a whole: structure, quoting, encoding. */
    DECODE(31),
    /** {@code strict} is on and a record would have been quarantined. */
    STRICT(32),
    /** A bound on hostile input was reached. */
    LIMIT(33),
    /** A local file could not be read. */
    IO(40),
    /** A saved state belongs to another feed, login, selection or version of callrec. */
    WRONG_STATE(41),
    /** A saved state is damaged. */
    STATE_CORRUPT(42),
    /** A bug in callrec. */
    INTERNAL(50);

    private final int code;

    ErrorKind(int code) {
        this.code = code;
    }

    /**
     * The kind's number.
     *
     * @return the number, the same in every language; 0 for {@link #UNKNOWN}
     */
    public int code() {
        return code;
    }

    /**
     * The kind's name as the other languages and the fixtures write it.
     *
     * @return the name in snake case, as in {@code not_found}
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a kind by its number.
     *
     * @param code a number
     * @return the kind, {@link #UNKNOWN} where the number is not known
     */
    public static ErrorKind ofCode(int code) {
        for (ErrorKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        return UNKNOWN;
    }
}
