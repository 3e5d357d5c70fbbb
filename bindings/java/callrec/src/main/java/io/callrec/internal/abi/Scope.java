package io.callrec.internal.abi;

import io.callrec.CallrecException;
import io.callrec.ErrorKind;
import io.callrec.internal.ErrorFacts;
import io.callrec.internal.ffi.Library;
import io.callrec.internal.ffi.NativeAccess;
import io.callrec.internal.ffi.Symbol;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Native memory that is given back together; what held a password is overwritten first. One thread. */
final class Scope implements AutoCloseable {
    private static final int WORD = Long.BYTES;

    final NativeAccess access = Library.get();
    private final Symbol symbol;
    private long[] addresses = new long[4];
    /** How much of each is to be overwritten. */
    private int[] secret = new int[4];
    /** As many as the longest secret has bytes. */
    private byte[] zeroes = new byte[0];
    private int count;

    /** Memory for the arguments of a function. */
    Scope(Symbol symbol) {
        this.symbol = symbol;
    }

    /** Whether a text holds half of a surrogate pair: no UTF-8 says it, and Java would send another text. */
    static boolean isBroken(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** That a text {@link #isBroken}; it is not repeated. */
    CallrecException refuse(String field) {
        String name = JavaNames.in(field);
        String hint = "give whole characters";
        NativeSystem system = NativeSystem.find(symbol);
        String operation = system == null || system.create == symbol ? null : NativeSystem.operation(symbol);
        String place = (system == null ? "" : system + (operation == null ? "" : " " + operation) + ": ");
        ErrorFacts facts = new ErrorFacts(
                ErrorKind.INVALID_ARGUMENT,
                place + name + " holds half of a surrogate pair, which is no character; " + hint);
        facts.provider = system == null ? null : system.toString();
        facts.operation = operation;
        facts.hint = hint;
        return new CallrecException(facts);
    }

    /** Zeroes. */
    long room(int bytes) {
        if (count == addresses.length) {
            addresses = Arrays.copyOf(addresses, 2 * count);
            secret = Arrays.copyOf(secret, 2 * count);
        }
        // There is no memory of none.
        addresses[count] = access.allocate(Math.max(bytes, 1));
        secret[count] = 0;
        return addresses[count++];
    }

    long bytes(byte[] bytes, int offset, int length) {
        long address = room(length);
        access.putBytes(address, bytes, offset, length);
        return address;
    }

    /** Writes a {@code callrec_text}, or a pointer and its length. */
    void text(long pointer, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        access.putLong(pointer, bytes(utf8, 0, utf8.length));
        access.putLong(pointer + WORD, utf8.length);
    }

    /** The same of a text that is to leave no copy on the heap. */
    void secret(long pointer, char[] text) {
        ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        zeroes = Arrays.copyOf(zeroes, Math.max(zeroes.length, utf8.remaining()));
        access.putLong(pointer, bytes(utf8.array(), utf8.arrayOffset(), utf8.remaining()));
        access.putLong(pointer + WORD, utf8.remaining());
        secret[count - 1] = utf8.remaining();
        Arrays.fill(utf8.array(), (byte) 0);
    }

    /** An array of {@code callrec_text}. */
    long texts(List<String> texts) {
        long array = room(texts.size() * Layouts.TEXT.size());
        for (int i = 0; i < texts.size(); i++) {
            text(array + (long) i * Layouts.TEXT.size(), texts.get(i));
        }
        return array;
    }

    /** An array of handles. */
    long handles(long[] handles) {
        long array = room(handles.length * WORD);
        for (int i = 0; i < handles.length; i++) {
            access.putLong(array + (long) i * WORD, handles[i]);
        }
        return array;
    }

    @Override
    public void close() {
        // Nothing is made here: the heap may be full.
        for (int i = 0; i < count; i++) {
            if (secret[i] > 0) {
                access.putBytes(addresses[i], zeroes, 0, secret[i]);
            }
            access.free(addresses[i]);
        }
        count = 0;
    }
}
