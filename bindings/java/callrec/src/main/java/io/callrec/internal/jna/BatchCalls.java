package io.callrec.internal.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The functions that each batch is fetched by, mapped directly: no argument becomes an object. Their names are those of
 * the header, by which JNA finds them.
 */
final class BatchCalls {
    private static NativeLibrary mapped;

    private BatchCalls() {}

    /** Maps the methods to the library, once. */
    static synchronized void map(NativeLibrary library) {
        if (mapped != library) {
            Native.register(BatchCalls.class, library);
            mapped = library;
        }
    }

    static native int callrec_reader_next_batch(long reader, long batch, long error);

    static native int callrec_batch_shape(long batch, long rows, long columns, long error);

    static native int callrec_batch_column(long batch, long index, long column, long error);
}
