package io.callrec;

import io.callrec.internal.ErrorFacts;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Why a call failed, where, and what to do about it.
 *
 * <p>{@link #getMessage()} is one line: system, operation, what happened, the place, what to do. Neither it nor
 * anything else here ever holds a password, a cookie or a URL with a query. What is not known is empty.
 */
public class CallrecException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is known about the failure. */
    private final ErrorFacts facts;

    /**
     * For callrec itself.
     *
     * @param facts what is known
     */
    public CallrecException(ErrorFacts facts) {
        super(facts.message);
        this.facts = facts;
    }

    /**
     * For callrec itself: a failure that has a cause in Java.
     *
     * @param facts what is known
     * @param cause what led to it
     */
    public CallrecException(ErrorFacts facts, Throwable cause) {
        super(facts.message, cause);
        this.facts = facts;
    }

    /** The same failure once more, as an exception of its own; the cause is the first one. */
    CallrecException again() {
        return new CallrecException(facts, this);
    }

    /**
     * What kind of failure this is.
     *
     * @return the kind, never null
     */
    public ErrorKind kind() {
        return facts.kind;
    }

    /**
     * The system, once one was involved.
     *
     * @return its name, as in {@code ipass-portal}
     */
    public Optional<String> provider() {
        return Optional.ofNullable(facts.provider);
    }

    /**
     * The operation that failed.
     *
     * @return its name in snake case, as in {@code monthly_cdr}; where no system was involved the method, as in
     *     {@code Reader.writeTo}
     */
    public Optional<String> operation() {
        return Optional.ofNullable(facts.operation);
    }

    /**
     * The code of the HTTP status line, where an answer with one caused this.
     *
     * @return the code
     */
    public OptionalInt httpStatus() {
        return facts.httpStatus == null ? OptionalInt.empty() : OptionalInt.of(facts.httpStatus);
    }

    /**
     * The provider's own error code, where the body held one.
     *
     * @return the code
     */
    public Optional<String> providerCode() {
        return Optional.ofNullable(facts.providerCode);
    }

    /**
     * The provider's own text, where the body held one.
     *
     * @return the text, in one line
     */
    public Optional<String> providerMessage() {
        return Optional.ofNullable(facts.providerMessage);
    }

    /**
     * The physical line in the body or file.
     *
     * @return the line, from 1
     */
    public OptionalLong line() {
        return optional(facts.line);
    }

    /**
     * The byte in the body or file.
     *
     * @return the byte, from 0
     */
    public OptionalLong offset() {
        return optional(facts.offset);
    }

    /**
     * The number of the record.
     *
     * @return the number, from 1, the header not counted
     */
    public OptionalLong record() {
        return optional(facts.record);
    }

    /**
     * The column at fault.
     *
     * @return its name
     */
    public Optional<String> column() {
        return Optional.ofNullable(facts.column);
    }

    /**
     * Whether the same call may well succeed later without a change by the caller.
     *
     * @return true if trying again later makes sense
     */
    public boolean retryable() {
        return facts.retryable;
    }

    /**
     * How long the server asked to wait.
     *
     * @return the time, where it said one
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(facts.retryAfter);
    }

    /**
     * What to do about it.
     *
     * @return a few words, never null
     */
    public String hint() {
        return facts.hint;
    }

    private static OptionalLong optional(Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
