package io.callrec.internal;

import io.callrec.Accounting;
import io.callrec.Proof;
import io.callrec.Quarantined;
import java.util.List;

/**
 * The records of one body behind the native border. One thread at a time reads; {@link #cancel()} and {@link #close()}
 * may come from any. What was counted stays readable after close.
 */
public interface NativeReader {
    /**
     * Does nothing while the reader is open.
     *
     * @throws IllegalStateException if it is closed
     */
    void requireOpen();

    /**
     * Waits for the next batch.
     *
     * @return the batch, null at the proven end
     * @throws io.callrec.CallrecException if the body cannot be read on
     * @throws IllegalStateException if the reader is closed
     */
    Batch next();

    /**
     * Where the records went so far.
     *
     * @return the counts
     */
    Accounting accounting();

    /**
     * Takes the records that were set aside.
     *
     * @return the records, in input order
     */
    List<Quarantined> takeQuarantined();

    /**
     * What proves that the body came whole.
     *
     * @return the proof, null before the end
     */
    Proof proof();

    /**
     * How much of the body has arrived.
     *
     * @return bytes
     */
    long bytesRead();

    /** Makes whoever waits in {@link #next()} return with an error; never waits itself. */
    void cancel();

    /** Cancels and releases; idempotent. */
    void close();
}
