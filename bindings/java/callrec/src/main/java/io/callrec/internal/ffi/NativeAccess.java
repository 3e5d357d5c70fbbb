package io.callrec.internal.ffi;

/**
 * libcallrec and its memory, by one of the ways that Java has. Addresses are numbers, 0 is NULL. Implementations hold
 * no state beside the library itself and serve any thread. They check nothing: whoever calls knows that an address is
 * good.
 */
public interface NativeAccess {
    /**
     * Whether the library has a function.
     *
     * @param symbol the function
     * @return true if so
     */
    boolean has(Symbol symbol);

    /**
     * Calls a function. A function that waits may be called by any number of threads at once, virtual ones too.
     *
     * @param symbol the function
     * @param arguments one for each of {@link Symbol#arguments()}: addresses and sizes as they are, an {@code int32_t}
     *     as the same number
     * @return what the function gives, an {@code int32_t} as the same number; 0 where it gives nothing
     */
    long call(Symbol symbol, long... arguments);

    /**
     * Takes memory, all zero, aligned for any type.
     *
     * @param bytes how much, at least 1
     * @return its address, to be given to {@link #free}
     * @throws OutOfMemoryError if there is none
     */
    long allocate(long bytes);

    /**
     * Gives memory back.
     *
     * @param address what {@link #allocate} gave
     */
    void free(long address);

    /**
     * Reads a byte.
     *
     * @param address where
     * @return the byte
     */
    byte getByte(long address);

    /**
     * Reads an {@code int32_t}.
     *
     * @param address where, aligned
     * @return the number
     */
    int getInt(long address);

    /**
     * Reads an {@code int64_t}, a size or an address.
     *
     * @param address where, aligned
     * @return the number
     */
    long getLong(long address);

    /**
     * Writes an {@code int32_t}.
     *
     * @param address where, aligned
     * @param value the number
     */
    void putInt(long address, int value);

    /**
     * Writes an {@code int64_t}, a size or an address.
     *
     * @param address where, aligned
     * @param value the number
     */
    void putLong(long address, long value);

    /**
     * Copies from the heap to native memory.
     *
     * @param address where to
     * @param from what
     * @param offset the first byte of it
     * @param length how many bytes; 0 touches nothing
     */
    void putBytes(long address, byte[] from, int offset, int length);

    /**
     * Copies bytes to the heap.
     *
     * @param address where they are; may be 0 where there are none
     * @param length how many
     * @return the bytes
     */
    byte[] getBytes(long address, int length);

    /**
     * Copies 16-bit numbers to the heap.
     *
     * @param address where they are; may be 0 where there are none
     * @param length how many
     * @return the numbers
     */
    short[] getShorts(long address, int length);

    /**
     * Copies 32-bit numbers to the heap.
     *
     * @param address where they are; may be 0 where there are none
     * @param length how many
     * @return the numbers
     */
    int[] getInts(long address, int length);

    /**
     * Copies 64-bit numbers to the heap.
     *
     * @param address where they are; may be 0 where there are none
     * @param length how many
     * @return the numbers
     */
    long[] getLongs(long address, int length);
}
