package io.callrec.internal.abi;

/** A {@code callrec_progress}. */
public final class NativeProgress {
    /** Bytes that came. */
    public final long bytes;
    /** Bytes that it will be; -1 where that is not known. */
    public final long totalBytes;
    /** Rows decoded. */
    public final long rows;

    NativeProgress(long bytes, long totalBytes, long rows) {
        this.bytes = bytes;
        this.totalBytes = totalBytes;
        this.rows = rows;
    }
}
