package io.callrec;

import io.callrec.internal.abi.Fields;
import io.callrec.internal.abi.Layouts;
import java.util.Objects;

/** How {@link Reader#writeTo} writes. Not for many threads at once. */
public final class WriteOptions {
    private final Fields fields = new Fields(Layouts.WRITE_OPTIONS);
    private FileFormat format = FileFormat.BY_EXTENSION;

    /** The defaults. */
    public WriteOptions() {}

    /**
     * The format.
     *
     * @param format default {@link FileFormat#BY_EXTENSION}
     * @return this
     */
    public WriteOptions format(FileFormat format) {
        this.format = Objects.requireNonNull(format, "format");
        return this;
    }

    /**
     * In CSV, puts {@code '} before text cells that spreadsheet programs would take for formulas, which makes the mark
     * a part of the text.
     *
     * @param safe default false
     * @return this
     */
    public WriteOptions excelSafe(boolean safe) {
        fields.int32("excel_safe", safe ? 1 : 0);
        return this;
    }

    /**
     * Writes what stands in secret columns (passwords, tokens, activation links) instead of {@code ***}.
     *
     * @param reveal default false
     * @return this
     */
    public WriteOptions revealSecrets(boolean reveal) {
        fields.int32("reveal_secrets", reveal ? 1 : 0);
        return this;
    }

    int format() {
        return format.code();
    }

    Fields fields() {
        return fields;
    }
}
