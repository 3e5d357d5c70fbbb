package io.callrec;

import io.callrec.internal.abi.Fields;
import io.callrec.internal.abi.Layouts;
import java.util.Objects;

/**
 * How records are read: the options of {@link Decoder} and of every client. Not for many threads at once. A number
 * below its range is an {@link IllegalArgumentException} at once, one above it {@link ErrorKind#INVALID_ARGUMENT} where
 * a body is opened or the client is built.
 *
 * @param <B> the builder itself
 */
public abstract class DecodingBuilder<B extends DecodingBuilder<B>> {
    /** What is set, by the names of the header. */
    final Fields decoding = new Fields(Layouts.DECODE_OPTIONS);

    DecodingBuilder() {}

    @SuppressWarnings("unchecked")
    final B self() {
        return (B) this;
    }

    /**
     * Makes the first record that would be set aside an error, {@link ErrorKind#STRICT}.
     *
     * @param strict default false
     * @return this
     */
    public final B strict(boolean strict) {
        decoding.int32("strict", strict ? 1 : 0);
        return self();
    }

    /**
     * How many records cross the native border at a time.
     *
     * @param rows 1 to 1,073,741,824; default 8192
     * @return this
     */
    public final B batchRows(int rows) {
        decoding.int64("batch_rows", atLeastOne("rows", rows));
        return self();
    }

    /**
     * How the text is encoded, where the body does not say.
     *
     * @param encoding the encoding; default {@link Encoding#AUTO}
     * @return this
     */
    public final B encoding(Encoding encoding) {
        decoding.int32("encoding", Objects.requireNonNull(encoding, "encoding").code());
        return self();
    }

    /**
     * What stands between the cells of delimited text.
     *
     * @param delimiter the delimiter; default {@link Delimiter#AUTO}
     * @return this
     */
    public final B delimiter(Delimiter delimiter) {
        decoding.int32("delimiter", Objects.requireNonNull(delimiter, "delimiter").code());
        return self();
    }

    /**
     * What the session length of an iPass CDR file counts.
     *
     * @param unit the unit; default {@link SessionLengthUnit#SECONDS}
     * @return this
     */
    public final B sessionLengthUnit(SessionLengthUnit unit) {
        decoding.int32("session_length_unit", Objects.requireNonNull(unit, "unit").code());
        return self();
    }

    /**
     * Threads that decode a file or a body in memory beside the caller's. Of use for delimited text of some megabytes;
     * changes nothing but where batches end.
     *
     * @param threads 1 to 256; default 1, none beside the caller's
     * @return this
     */
    public final B threads(int threads) {
        decoding.int32("threads", atLeastOne("threads", threads));
        return self();
    }

    /**
     * The most bytes of one record; a longer one is set aside, or {@link ErrorKind#LIMIT}.
     *
     * @param bytes 1 to 1,073,741,824; default 65536
     * @return this
     */
    public final B recordBytes(int bytes) {
        decoding.int64("record_bytes", atLeastOne("bytes", bytes));
        return self();
    }

    /**
     * The most bytes of one field; a record with a longer one is set aside.
     *
     * @param bytes 1 to 1,073,741,824; default 16384
     * @return this
     */
    public final B fieldBytes(int bytes) {
        decoding.int64("field_bytes", atLeastOne("bytes", bytes));
        return self();
    }

    /**
     * The most records set aside that are kept until {@link Reader#takeQuarantined()}; more are
     * {@link ErrorKind#LIMIT}.
     *
     * @param records 1 to 1,073,741,824; default 65536
     * @return this
     */
    public final B quarantineHeld(int records) {
        decoding.int64("quarantine_held", atLeastOne("records", records));
        return self();
    }

    static int atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, not " + value);
        }
        return value;
    }
}
