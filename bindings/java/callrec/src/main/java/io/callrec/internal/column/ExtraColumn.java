package io.callrec.internal.column;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** For each row a map of text to text: all entries of the batch in two columns, cut by offsets. */
public final class ExtraColumn extends Column {
    private final int[] offsets;
    private final TextColumn keys;
    private final TextColumn values;

    /**
     * A column of maps.
     *
     * @param validity see {@link Column}
     * @param offsets rows + 1 places in {@code keys} and {@code values}, never falling
     * @param keys the entries' keys
     * @param values the entries' values
     */
    public ExtraColumn(Bits validity, int[] offsets, TextColumn keys, TextColumn values) {
        super(validity);
        this.offsets = offsets;
        this.keys = keys;
        this.values = values;
    }

    @Override
    public Map<String, String> value(int row) {
        if (isNull(row) || offsets[row] == offsets[row + 1]) {
            return Collections.emptyMap();
        }
        Map<String, String> entries = new LinkedHashMap<>();
        for (int entry = offsets[row]; entry < offsets[row + 1]; entry++) {
            entries.put(keys.text(entry), values.text(entry));
        }
        return Collections.unmodifiableMap(entries);
    }
}
