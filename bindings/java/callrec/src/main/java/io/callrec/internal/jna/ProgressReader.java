package io.callrec.internal.jna;

import com.sun.jna.Pointer;

/** Asks a reader for its {@code callrec_progress}. */
final class ProgressReader {
    private static final int SIZE = 32;
    /** Byte offset of the field, the same on every 64-bit platform. */
    private static final int BYTES = 8;

    private ProgressReader() {}

    /** The bytes that came; {@code before} where the reader was freed. */
    static long ask(Pointer reader, long before) {
        try (Call call = new Call(SIZE)) {
            Pointer out = call.output();
            int status = LibCallrec.callrec_reader_progress(reader, out, SIZE, null);
            return status == LibCallrec.OK ? out.getLong(BYTES) : before;
        }
    }
}
