package io.callrec.internal;

/**
 * A client of the portal behind the native border. All methods may be called by any thread at any time; after
 * {@link #close()} all but cancel and close throw {@link IllegalStateException}. Failures are
 * {@link io.callrec.CallrecException}.
 */
public interface NativePortal {
    /** Logs in now. */
    void login();

    /**
     * Begins a download.
     *
     * @param operation which report
     * @param company the company's id
     * @param period the month or day as ISO text; null where the operation has none
     * @return the records
     */
    NativeReader read(Operation operation, String company, String period);

    /** Makes all calls and readers of the client end with an error, now and later; never waits, nothing after close. */
    void cancel();

    /** Releases the client; readers that it made go on. */
    void close();
}
