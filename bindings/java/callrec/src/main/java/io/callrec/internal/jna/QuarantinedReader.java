package io.callrec.internal.jna;

import com.sun.jna.Pointer;
import io.callrec.Quarantined;

/** Copies a {@code callrec_quarantined} to the Java heap. */
final class QuarantinedReader {
    /** Byte offsets of the fields, the same on every 64-bit platform. */
    private static final int RAW = 8;
    private static final int OFFSET = 24;
    private static final int LINE = 32;
    private static final int RECORD = 40;
    private static final int COLUMN = 48;
    private static final int REASON = 64;

    private QuarantinedReader() {}

    static Quarantined read(Pointer record) {
        return new Quarantined(
                LentText.bytes(record, RAW),
                record.getLong(OFFSET),
                record.getLong(LINE),
                record.getLong(RECORD),
                LentText.read(record, COLUMN),
                LentText.read(record, REASON));
    }
}
