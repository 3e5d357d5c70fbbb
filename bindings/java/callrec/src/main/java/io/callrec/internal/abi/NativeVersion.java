package io.callrec.internal.abi;

import io.callrec.internal.ffi.Library;
import io.callrec.internal.ffi.NativeAccess;
import io.callrec.internal.ffi.Symbol;
import java.nio.charset.StandardCharsets;

/** The library's own version. */
public final class NativeVersion {
    private NativeVersion() {}

    /**
     * Asks for it.
     *
     * @return the version, as in {@code 0.1.0}
     */
    public static String library() {
        NativeAccess access = Library.get();
        long text = access.call(Symbol.VERSION);
        int length = 0;
        while (access.getByte(text + length) != 0) {
            length++;
        }
        return new String(access.getBytes(text, length), StandardCharsets.UTF_8);
    }
}
