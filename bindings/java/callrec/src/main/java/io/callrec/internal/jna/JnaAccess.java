package io.callrec.internal.jna;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.callrec.internal.ffi.NativeAccess;
import io.callrec.internal.ffi.Symbol;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * libcallrec and its memory by JNA. Functions are looked up when they are called first; those that each batch needs,
 * and those that end something, are mapped directly.
 */
final class JnaAccess implements NativeAccess {
    private static final long LARGE = 64 << 10;
    /** All memory, so that an address is an offset: nothing is made of it on the heap, which may be full. */
    private static final Pointer MEMORY = new Pointer(0);
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
            default:
                return EndCalls.has(symbol)
                        ? EndCalls.call(library, symbol, arguments[0])
                        : invoke(symbol, arguments);
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
            MEMORY.setMemory(address, bytes, (byte) 0);
        }
        return address;
    }

    @Override
    public void free(long address) {
        Native.free(address);
    }

    @Override
    public byte getByte(long address) {
        return MEMORY.getByte(address);
    }

    @Override
    public int getInt(long address) {
        return MEMORY.getInt(address);
    }

    @Override
    public long getLong(long address) {
        return MEMORY.getLong(address);
    }

    @Override
    public void putInt(long address, int value) {
        MEMORY.setInt(address, value);
    }

    @Override
    public void putLong(long address, long value) {
        MEMORY.setLong(address, value);
    }

    @Override
    public void putBytes(long address, byte[] from, int offset, int length) {
        if (length > 0) {
            MEMORY.write(address, from, offset, length);
        }
    }

    @Override
    public byte[] getBytes(long address, int length) {
        return length == 0 ? new byte[0] : MEMORY.getByteArray(address, length);
    }

    @Override
    public short[] getShorts(long address, int length) {
        return length == 0 ? new short[0] : MEMORY.getShortArray(address, length);
    }

    @Override
    public int[] getInts(long address, int length) {
        return length == 0 ? new int[0] : MEMORY.getIntArray(address, length);
    }

    @Override
    public long[] getLongs(long address, int length) {
        return length == 0 ? new long[0] : MEMORY.getLongArray(address, length);
    }
}
