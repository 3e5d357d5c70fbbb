package io.callrec.internal.jna;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A password as UTF-8 in native memory, overwritten when it is closed; the copy made on the way is too. */
final class Secret implements AutoCloseable {
    private final Memory memory;
    private final int length;

    Secret(char[] password) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        length = encoded.remaining();
        // One byte more, since there is no memory of none.
        memory = new Memory(length + 1L);
        memory.clear();
        memory.write(0, encoded.array(), encoded.arrayOffset(), length);
        Arrays.fill(encoded.array(), (byte) 0);
    }

    Memory memory() {
        return memory;
    }

    int length() {
        return length;
    }

    @Override
    public void close() {
        memory.clear();
        memory.close();
    }
}
