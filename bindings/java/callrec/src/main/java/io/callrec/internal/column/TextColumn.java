package io.callrec.internal.column;

import java.nio.charset.StandardCharsets;

/** Text: all of the batch's values in one array, cut by offsets; a {@code String} is made when it is asked for. */
public final class TextColumn extends Column implements Text {
    private final int[] offsets;
    private final byte[] bytes;

    /**
     * A column of text.
     *
     * @param validity see {@link Column}
     * @param offsets rows + 1 places in {@code bytes}, never falling
     * @param bytes UTF-8
     */
    public TextColumn(Bits validity, int[] offsets, byte[] bytes) {
        super(validity);
        this.offsets = offsets;
        this.bytes = bytes;
    }

    @Override
    public String text(int row) {
        return isNull(row) ? null : at(row);
    }

    private String at(int row) {
        return new String(bytes, offsets[row], offsets[row + 1] - offsets[row], StandardCharsets.UTF_8);
    }

    /**
     * Every value, for a dictionary.
     *
     * @return the texts in order
     */
    public String[] toArray() {
        String[] all = new String[offsets.length - 1];
        for (int row = 0; row < all.length; row++) {
            all[row] = text(row);
        }
        return all;
    }

    @Override
    public Object value(int row) {
        return text(row);
    }
}
