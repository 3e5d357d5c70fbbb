package io.callrec.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.callrec.internal.ffi.NativeAccess;
import io.callrec.internal.ffi.Symbol;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** libcallrec and its memory by {@code java.lang.foreign}. */
final class FfmAccess implements NativeAccess {
    /** All memory, so that an address is an offset: whoever asks knows that it is good. */
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /** The C library's own, since memory is given back by its bare address, which no arena does. */
    private static final MethodHandle CALLOC = system("calloc", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle FREE = system("free", FunctionDescriptor.ofVoid(JAVA_LONG));

    private final Downcalls functions;

    FfmAccess(Downcalls functions) {
        this.functions = functions;
    }

    private static MethodHandle system(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), descriptor);
    }

    @Override
    public boolean has(Symbol symbol) {
        return functions.has(symbol);
    }

    @Override
    public long call(Symbol symbol, long... arguments) {
        return functions.call(symbol, arguments);
    }

    @Override
    public long allocate(long bytes) {
        long address;
        try {
            address = (long) CALLOC.invokeExact(1L, bytes);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable t) {
            throw new AssertionError("calloc throws nothing", t);
        }
        if (address == 0) {
            throw new OutOfMemoryError("cannot allocate " + bytes + " bytes");
        }
        return address;
    }

    @Override
    public void free(long address) {
        try {
            FREE.invokeExact(address);
        } catch (Error | RuntimeException e) {
            // Such as a stack that is at its end.
            throw e;
        } catch (Throwable t) {
            throw new AssertionError("free throws nothing", t);
        }
    }

    @Override
    public byte getByte(long address) {
        return MEMORY.get(JAVA_BYTE, address);
    }

    @Override
    public int getInt(long address) {
        return MEMORY.get(JAVA_INT_UNALIGNED, address);
    }

    @Override
    public long getLong(long address) {
        return MEMORY.get(JAVA_LONG_UNALIGNED, address);
    }

    @Override
    public void putInt(long address, int value) {
        MEMORY.set(JAVA_INT_UNALIGNED, address, value);
    }

    @Override
    public void putLong(long address, long value) {
        MEMORY.set(JAVA_LONG_UNALIGNED, address, value);
    }

    @Override
    public void putBytes(long address, byte[] from, int offset, int length) {
        MemorySegment.copy(from, offset, MEMORY, JAVA_BYTE, address, length);
    }

    @Override
    public byte[] getBytes(long address, int length) {
        byte[] bytes = new byte[length];
        MemorySegment.copy(MEMORY, JAVA_BYTE, address, bytes, 0, length);
        return bytes;
    }

    @Override
    public short[] getShorts(long address, int length) {
        short[] numbers = new short[length];
        MemorySegment.copy(MEMORY, JAVA_SHORT_UNALIGNED, address, numbers, 0, length);
        return numbers;
    }

    @Override
    public int[] getInts(long address, int length) {
        int[] numbers = new int[length];
        MemorySegment.copy(MEMORY, JAVA_INT_UNALIGNED, address, numbers, 0, length);
        return numbers;
    }

    @Override
    public long[] getLongs(long address, int length) {
        long[] numbers = new long[length];
        MemorySegment.copy(MEMORY, JAVA_LONG_UNALIGNED, address, numbers, 0, length);
        return numbers;
    }
}
