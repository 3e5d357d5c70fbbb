package io.callrec;

import io.callrec.internal.abi.Fields;
import io.callrec.internal.abi.Layouts;

/** Bounds on what an archive may hold: see {@link Callrec#unpack}. Not for many threads at once. */
public final class UnpackLimits {
    /** What is set, by the names of the header. */
    final Fields fields = new Fields(Layouts.UNPACK_LIMITS);

    /** The defaults. */
    public UnpackLimits() {}

    /**
     * The most entries, folders included.
     *
     * @param entries at least 1; default 10000
     * @return this
     */
    public UnpackLimits entries(long entries) {
        return set("entries", entries);
    }

    /**
     * The most bytes of one entry, unpacked.
     *
     * @param bytes at least 1; default 1 GiB
     * @return this
     */
    public UnpackLimits entryBytes(long bytes) {
        return set("entry_bytes", bytes);
    }

    /**
     * The most bytes of all entries, unpacked.
     *
     * @param bytes at least 1; default 4 GiB
     * @return this
     */
    public UnpackLimits totalBytes(long bytes) {
        return set("total_bytes", bytes);
    }

    /**
     * How many times as long as packed an entry may be.
     *
     * @param ratio at least 1; default 200
     * @return this
     */
    public UnpackLimits ratio(long ratio) {
        return set("ratio", ratio);
    }

    private UnpackLimits set(String field, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + " must be at least 1, not " + value);
        }
        fields.int64(field, value);
        return this;
    }
}
