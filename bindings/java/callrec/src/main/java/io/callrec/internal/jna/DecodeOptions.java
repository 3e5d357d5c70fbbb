package io.callrec.internal.jna;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.callrec.internal.DecodeConfig;

/** A {@code callrec_decode_options} in native memory until it is closed. */
final class DecodeOptions implements AutoCloseable {
    private static final int SIZE = 64;
    /** Byte offsets of the fields, the same on every 64-bit platform. */
    private static final int BATCH_ROWS = 8;
    private static final int STRICT = 16;

    private final Memory struct = new Memory(SIZE);

    DecodeOptions(DecodeConfig config) {
        try (Call call = new Call()) {
            call.check(LibCallrec.callrec_decode_options_init(struct, SIZE, call.error()));
        }
        struct.setLong(BATCH_ROWS, config.batchRows);
        struct.setInt(STRICT, config.strict ? 1 : 0);
    }

    Pointer struct() {
        return struct;
    }

    @Override
    public void close() {
        struct.close();
    }
}
