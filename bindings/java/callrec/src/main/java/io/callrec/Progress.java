package io.callrec;

import io.callrec.internal.abi.NativeProgress;
import java.util.OptionalLong;

/** How far a reading is. Immutable: a reading at one moment. */
public final class Progress {
    private final NativeProgress progress;

    Progress(NativeProgress progress) {
        this.progress = progress;
    }

    /**
     * How much of the body has arrived.
     *
     * @return bytes
     */
    public long bytes() {
        return progress.bytes;
    }

    /**
     * How much it will be.
     *
     * @return bytes, where that is known
     */
    public OptionalLong totalBytes() {
        return progress.totalBytes < 0 ? OptionalLong.empty() : OptionalLong.of(progress.totalBytes);
    }

    /**
     * How many records have been decoded, which may be more than were handed on.
     *
     * @return a count
     */
    public long rows() {
        return progress.rows;
    }

    /** The numbers in one line. */
    @Override
    public String toString() {
        String total = totalBytes().isPresent() ? " of " + progress.totalBytes : "";
        return bytes() + total + " bytes, " + rows() + " records";
    }
}
