package io.callrec.internal.column;

/** Yes, no or null. */
public final class FlagColumn extends Column {
    private final Bits flags;

    /**
     * A column of flags.
     *
     * @param validity see {@link Column}
     * @param flags set for yes; anything where the row is null
     */
    public FlagColumn(Bits validity, Bits flags) {
        super(validity);
        this.flags = flags;
    }

    @Override
    public Boolean value(int row) {
        return isNull(row) ? null : flags.get(row);
    }
}
