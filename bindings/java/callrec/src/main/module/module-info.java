/**
 * Call detail records from provider systems, typed and complete.
 *
 * <p>Native access is that of the way taken: {@code --enable-native-access=io.callrec.ffm}, or {@code com.sun.jna}.
 */
module io.callrec {
    requires com.sun.jna;

    exports io.callrec;
    exports io.callrec.internal.ffi to
            io.callrec.ffm;

    uses io.callrec.internal.ffi.NativeProvider;

    provides io.callrec.internal.ffi.NativeProvider with
            io.callrec.internal.jna.JnaProvider;
}
