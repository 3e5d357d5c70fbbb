package io.callrec.internal;

import io.callrec.ErrorKind;
import java.io.Serializable;
import java.time.Duration;

/** All that is known about a failure; null where it is not known. */
public final class ErrorFacts implements Serializable {
    private static final long serialVersionUID = 1;

    /** What kind of failure. */
    public final ErrorKind kind;
    /** The failure in one line. */
    public final String message;
    /** What to do about it. */
    public String hint = "";
    /** The system. */
    public String provider;
    /** The operation. */
    public String operation;
    /** The column at fault. */
    public String column;
    /** The provider's own error code. */
    public String providerCode;
    /** The provider's own text, in one line. */
    public String providerMessage;
    /** Code of the HTTP status line. */
    public Integer httpStatus;
    /** Byte in the body or file, from 0. */
    public Long offset;
    /** Physical line in the body or file, from 1. */
    public Long line;
    /** Number of the record, from 1. */
    public Long record;
    /** How long the server asked to wait. */
    public Duration retryAfter;
    /** Whether the same call may succeed later. */
    public boolean retryable;

    /**
     * The least that is known.
     *
     * @param kind what kind of failure
     * @param message the failure in one line
     */
    public ErrorFacts(ErrorKind kind, String message) {
        this.kind = kind;
        this.message = message;
    }
}
