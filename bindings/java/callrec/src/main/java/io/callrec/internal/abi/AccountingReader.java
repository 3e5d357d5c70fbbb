package io.callrec.internal.jna;

import com.sun.jna.Pointer;
import io.callrec.Accounting;

/** Asks a reader for its {@code callrec_accounting}. */
final class AccountingReader {
    private static final int SIZE = 48;
    /** Byte offsets of the fields, the same on every 64-bit platform. */
    private static final int READ = 8;
    private static final int ACCEPTED = 16;
    private static final int REPAIRED = 24;
    private static final int QUARANTINED = 32;
    private static final int DUPLICATE = 40;

    private AccountingReader() {}

    /** The counts; {@code before} where the reader was freed or is busy. */
    static Accounting ask(Pointer reader, Accounting before) {
        try (Call call = new Call(SIZE)) {
            Pointer out = call.output();
            if (LibCallrec.callrec_reader_accounting(reader, out, SIZE, null) != LibCallrec.OK) {
                return before;
            }
            return new Accounting(
                    out.getLong(READ),
                    out.getLong(ACCEPTED),
                    out.getLong(REPAIRED),
                    out.getLong(QUARANTINED),
                    out.getLong(DUPLICATE));
        }
    }
}
