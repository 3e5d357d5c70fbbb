package io.callrec.internal.jna;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.callrec.internal.ffi.NativeAccess;
import io.callrec.internal.ffi.Symbol;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * libcallrec and its memory by JNA. Functions are looked up when they are called first; those that each batch needs are
 * mapped directly.
 */
final class JnaAccess implements NativeAccess {
    private static final long LARGE = 64 << 10;
    /** Of the C library that JNA's own {@code malloc} and {@code free} are of. */
    private static final Function CALLOC = NativeLibrary.getProcess().getFunction("calloc");

    private final NativeLibrary library;
    private final AtomicReferenceArray<Function> functions = new AtomicReferenceArray<>(Symbol.values().length);

    JnaAccess(NativeLibrary library) {
        this.library = library;
    }

    @Override
    public boolean has(Symbol symbol) {
        try {
            return function(symbol) != null;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    @Override
    public long call(Symbol symbol, long... arguments) {
        switch (symbol) {
            case READER_NEXT_BATCH:
                BatchCalls.map(library);
                return BatchCalls.callrec_reader_next_batch(arguments[0], arguments[1], arguments[2]);
            case BATCH_SHAPE:
                BatchCalls.map(library);
                return BatchCalls.callrec_batch_shape(arguments[0], arguments[1], arguments[2], arguments[3]);
            case BATCH_COLUMN:
                BatchCalls.map(library);
                return BatchCalls.callrec_batch_column(arguments[0], arguments[1], arguments[2], arguments[3]);
            case BATCH_FREE:
                BatchCalls.map(library);
                BatchCalls.callrec_batch_free(arguments[0]);
                return 0;
            default:
                return invoke(symbol, arguments);
        }
    }

    private long invoke(Symbol symbol, long... arguments) {
        Function function = function(symbol);
        Object[] boxed = new Object[arguments.length];
        String kinds = symbol.arguments();
        for (int i = 0; i < boxed.length; i++) {
            boxed[i] = kinds.charAt(i) == 'i' ? (Object) (int) arguments[i] : (Object) arguments[i];
        }
        switch (symbol.result()) {
            case STATUS:
                return function.invokeInt(boxed);
            case ADDRESS:
                return function.invokeLong(boxed);
            default:
                function.invokeVoid(boxed);
                return 0;
        }
    }

    private Function function(Symbol symbol) {
        Function known = functions.get(symbol.ordinal());
        if (known == null) {
            known = library.getFunction(symbol.function());
            functions.set(symbol.ordinal(), known);
        }
        return known;
    }

    @Override
    public long allocate(long bytes) {
        // What is large is zero already when the system gives it; a call costs more than what is small.
        boolean large = bytes > LARGE;
        long address = large ? CALLOC.invokeLong(new Object[] {1L, bytes}) : Native.malloc(bytes);
        if (address == 0) {
            throw new OutOfMemoryError("cannot allocate " + bytes + " bytes");
        }
        if (!large) {
            at(address).clear(bytes);
        }
        return address;
    }

    @Override
    public void free(long address) {
        Native.free(address);
    }

    private static Pointer at(long address) {
        return new Pointer(address);
    }

    @Override
    public byte getByte(long address) {
        return at(address).getByte(0);
    }

    @Override
    public int getInt(long address) {
        return at(address).getInt(0);
    }

    @Override
    public long getLong(long address) {
        return at(address).getLong(0);
    }

    @Override
    public void putInt(long address, int value) {
        at(address).setInt(0, value);
    }

    @Override
    public void putLong(long address, long value) {
        at(address).setLong(0, value);
    }

    @Override
    public void putBytes(long address, byte[] from, int offset, int length) {
        if (length > 0) {
            at(address).write(0, from, offset, length);
        }
    }

    @Override
    public byte[] getBytes(long address, int length) {
        return length == 0 ? new byte[0] : at(address).getByteArray(0, length);
    }

    @Override
    public short[] getShorts(long address, int length) {
        return length == 0 ? new short[0] : at(address).getShortArray(0, length);
    }

    @Override
    public int[] getInts(long address, int length) {
        return length == 0 ? new int[0] : at(address).getIntArray(0, length);
    }

    @Override
    public long[] getLongs(long address, int length) {
        return length == 0 ? new long[0] : at(address).getLongArray(0, length);
    }
}
