package io.callrec.internal.column;

/** One bit a row, the lowest of a byte first. Immutable. */
public final class Bits {
    private final byte[] bytes;
    private final int first;

    /**
     * A row of bits.
     *
     * @param bytes the bits; owned by this object from here on
     * @param first the bit of row 0
     */
    public Bits(byte[] bytes, int first) {
        this.bytes = bytes;
        this.first = first;
    }

    boolean get(int row) {
        int bit = first + row;
        return (bytes[bit >> 3] & 1 << (bit & 7)) != 0;
    }
}
