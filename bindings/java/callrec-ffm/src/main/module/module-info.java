/**
 * The way into libcallrec by {@code java.lang.foreign}. Nothing is to be called here: {@code io.callrec} finds it by
 * {@link java.util.ServiceLoader}. It needs {@code --enable-native-access=io.callrec.ffm}.
 */
module io.callrec.ffm {
    requires io.callrec;

    provides io.callrec.internal.ffi.NativeProvider with
            io.callrec.ffm.FfmProvider;
}
