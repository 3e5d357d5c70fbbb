package io.callrec.internal.jna;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/** Copies a {@code callrec_text}, which is two words: address and length. */
final class LentText {
    private static final int LENGTH = 8;

    private LentText() {}

    /** The text at {@code offset} in the struct; null where it has no value. */
    static String read(Pointer struct, int offset) {
        byte[] bytes = bytes(struct, offset);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The bytes of the text, which need not be UTF-8. */
    static byte[] bytes(Pointer struct, int offset) {
        Pointer data = struct.getPointer(offset);
        if (data == null) {
            return null;
        }
        int length = Math.toIntExact(struct.getLong(offset + LENGTH));
        return length == 0 ? new byte[0] : data.getByteArray(0, length);
    }
}
