package io.callrec.internal.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * The functions of {@code include/callrec.h} that Java calls, by JNA's direct mapping. {@code long} stands for
 * {@code size_t}: libcallrec is built for 64-bit platforms only.
 */
final class LibCallrec {
    /** {@code CALLREC_ABI_VERSION} of the header that this class was written from. */
    static final int ABI_VERSION = 0;

    /** {@code CALLREC_OK}, and those of {@code CALLREC_...} that are no kind of error. */
    static final int OK = 0;
    static final int END = 100;
    static final int INVALID_HANDLE = 101;
    static final int BUSY = 102;

    private LibCallrec() {}

    /** Binds the functions; the ABI is looked at first, since an older library may lack some. */
    static void bind(NativeLibrary library) {
        try {
            int abi = library.getFunction("callrec_abi_version").invokeInt(new Object[0]);
            if (abi != ABI_VERSION) {
                String both = " has ABI " + abi + ", this jar needs ABI " + ABI_VERSION;
                throw LibraryFinder.failure(library.getFile() + both, null);
            }
            Native.register(LibCallrec.class, library);
        } catch (UnsatisfiedLinkError e) {
            throw LibraryFinder.failure(library.getFile() + " is not libcallrec, or an older one", e);
        }
    }

    static native Pointer callrec_version();

    static native int callrec_error_get_details(Pointer error, Pointer details);

    static native void callrec_error_free(Pointer error);

    static native int callrec_decode_options_init(Pointer options, long size, Pointer error);

    static native int callrec_ipass_portal_options_init(Pointer options, long size, Pointer error);

    static native int callrec_ipass_portal_new(Pointer options, Pointer portal, Pointer error);

    static native int callrec_ipass_portal_cancel(Pointer portal, Pointer error);

    static native void callrec_ipass_portal_free(Pointer portal);

    static native int callrec_ipass_portal_login(Pointer portal, Pointer error);

    static native int callrec_ipass_portal_monthly_cdr(
            Pointer portal,
            byte[] company,
            long companyLength,
            byte[] month,
            long monthLength,
            Pointer reader,
            Pointer error);

    static native int callrec_ipass_portal_daily_cdr(
            Pointer portal,
            byte[] company,
            long companyLength,
            byte[] day,
            long dayLength,
            Pointer reader,
            Pointer error);

    static native int callrec_ipass_portal_monthly_adjustment_cdr(
            Pointer portal,
            byte[] company,
            long companyLength,
            byte[] month,
            long monthLength,
            Pointer reader,
            Pointer error);

    static native int callrec_ipass_portal_daily_adjustment_cdr(
            Pointer portal,
            byte[] company,
            long companyLength,
            byte[] day,
            long dayLength,
            Pointer reader,
            Pointer error);

    static native int callrec_ipass_portal_network_users(
            Pointer portal,
            byte[] company,
            long companyLength,
            byte[] month,
            long monthLength,
            Pointer reader,
            Pointer error);

    static native int callrec_ipass_portal_network_users_csv(
            Pointer portal,
            byte[] company,
            long companyLength,
            byte[] month,
            long monthLength,
            Pointer reader,
            Pointer error);

    static native int callrec_ipass_portal_child_companies(
            Pointer portal, byte[] company, long companyLength, Pointer reader, Pointer error);

    static native int callrec_open_file(
            byte[] path,
            long pathLength,
            byte[] report,
            long reportLength,
            Pointer options,
            Pointer reader,
            Pointer error);

    static native int callrec_reader_next_batch(Pointer reader, Pointer batch, Pointer error);

    static native int callrec_reader_accounting(Pointer reader, Pointer accounting, long size, Pointer error);

    static native int callrec_reader_proof(Pointer reader, Pointer proof, Pointer error);

    static native int callrec_reader_progress(Pointer reader, Pointer progress, long size, Pointer error);

    static native int callrec_reader_quarantined_next(Pointer reader, Pointer record, Pointer error);

    static native int callrec_reader_cancel(Pointer reader, Pointer error);

    static native void callrec_reader_free(Pointer reader);

    static native int callrec_batch_shape(Pointer batch, Pointer rows, Pointer columns, Pointer error);

    static native int callrec_batch_column(Pointer batch, long index, Pointer column, Pointer error);

    static native void callrec_batch_free(Pointer batch);
}
