package io.callrec.internal;

/** How bodies are decoded. */
public final class DecodeConfig {
    /** Rows of a full batch; 0 for the library's default. */
    public int batchRows;
    /** Whether the first record that would be quarantined is an error. */
    public boolean strict;
}
