package io.callrec.internal.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.callrec.internal.ffi.Symbol;

/**
 * The functions that cancel and release, mapped directly: no argument becomes an object, so they can be called when the
 * heap is full. Their names are those of the header, by which JNA finds them.
 */
final class EndCalls {
    private static NativeLibrary mapped;

    private EndCalls() {}

    /** Maps the methods to the library, once. */
    private static synchronized void map(NativeLibrary library) {
        if (mapped != library) {
            Native.register(EndCalls.class, library);
            mapped = library;
        }
    }

    /** Whether it is one of them. */
    static boolean has(Symbol symbol) {
        return symbol.name().endsWith("_FREE") || symbol.name().endsWith("_CANCEL");
    }

    static long call(NativeLibrary library, Symbol symbol, long handle) {
        map(library);
        switch (symbol) {
            case IPASS_PORTAL_CANCEL:
                return callrec_ipass_portal_cancel(handle, 0);
            case IPASS_REST_CANCEL:
                return callrec_ipass_rest_cancel(handle, 0);
            case BILLING_FEED_CANCEL:
                return callrec_billing_feed_cancel(handle, 0);
            case GETCALLS_CANCEL:
                return callrec_getcalls_cancel(handle, 0);
            case FAN_OUT_CANCEL:
                return callrec_fan_out_cancel(handle, 0);
            case DOCUMENT_CANCEL:
                return callrec_document_cancel(handle, 0);
            case READER_CANCEL:
                return callrec_reader_cancel(handle, 0);
            default:
                free(symbol, handle);
                return 0;
        }
    }

    private static void free(Symbol symbol, long handle) {
        switch (symbol) {
            case ERROR_FREE:
                callrec_error_free(handle);
                return;
            case IPASS_PORTAL_FREE:
                callrec_ipass_portal_free(handle);
                return;
            case IPASS_REST_FREE:
                callrec_ipass_rest_free(handle);
                return;
            case BILLING_FEED_FREE:
                callrec_billing_feed_free(handle);
                return;
            case FEED_CURSOR_FREE:
                callrec_feed_cursor_free(handle);
                return;
            case GETCALLS_FREE:
                callrec_getcalls_free(handle);
                return;
            case OUTCOME_FREE:
                callrec_outcome_free(handle);
                return;
            case FAN_OUT_FREE:
                callrec_fan_out_free(handle);
                return;
            case DOCUMENT_FREE:
                callrec_document_free(handle);
                return;
            case UNPACKED_FREE:
                callrec_unpacked_free(handle);
                return;
            case READER_FREE:
                callrec_reader_free(handle);
                return;
            case BATCH_FREE:
                callrec_batch_free(handle);
                return;
            default:
                throw new AssertionError(symbol);
        }
    }

    private static native int callrec_ipass_portal_cancel(long portal, long error);

    private static native int callrec_ipass_rest_cancel(long rest, long error);

    private static native int callrec_billing_feed_cancel(long feed, long error);

    private static native int callrec_getcalls_cancel(long getcalls, long error);

    private static native int callrec_fan_out_cancel(long fanOut, long error);

    private static native int callrec_document_cancel(long document, long error);

    private static native int callrec_reader_cancel(long reader, long error);

    private static native void callrec_error_free(long error);

    private static native void callrec_ipass_portal_free(long portal);

    private static native void callrec_ipass_rest_free(long rest);

    private static native void callrec_billing_feed_free(long feed);

    private static native void callrec_feed_cursor_free(long cursor);

    private static native void callrec_getcalls_free(long getcalls);

    private static native void callrec_outcome_free(long outcome);

    private static native void callrec_fan_out_free(long fanOut);

    private static native void callrec_document_free(long document);

    private static native void callrec_unpacked_free(long unpacked);

    private static native void callrec_reader_free(long reader);

    private static native void callrec_batch_free(long batch);
}
