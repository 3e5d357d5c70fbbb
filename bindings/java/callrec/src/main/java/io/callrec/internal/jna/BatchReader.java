package io.callrec.internal.jna;

import com.sun.jna.Pointer;
import io.callrec.internal.Batch;
import io.callrec.internal.column.Column;
import java.util.Arrays;

/** Copies a {@code callrec_batch} to the Java heap and releases it. */
final class BatchReader {
    private static final int COLUMNS = 8;

    private BatchReader() {}

    static Batch take(Pointer batch) {
        try (Call call = new Call()) {
            Pointer rows = call.output();
            call.check(LibCallrec.callrec_batch_shape(batch, rows, rows.share(COLUMNS), call.error()));
            int count = Math.toIntExact(rows.getLong(0));
            Column[] columns = new Column[Math.toIntExact(rows.getLong(COLUMNS))];
            String[] names = new String[columns.length];
            for (int index = 0; index < columns.length; index++) {
                call.check(LibCallrec.callrec_batch_column(batch, index, call.output(), call.error()));
                ColumnReader column = new ColumnReader(call.pointer());
                names[index] = column.name();
                columns[index] = column.read(names[index]);
            }
            return new Batch(count, Arrays.asList(names), columns);
        } finally {
            LibCallrec.callrec_batch_free(batch);
        }
    }
}
