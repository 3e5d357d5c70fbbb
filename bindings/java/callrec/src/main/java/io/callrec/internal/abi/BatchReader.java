package io.callrec.internal.abi;

import io.callrec.internal.Batch;
import io.callrec.internal.column.Column;
import io.callrec.internal.ffi.Symbol;
import java.util.Arrays;

/** Copies a {@code callrec_batch} to the Java heap. */
final class BatchReader {
    private BatchReader() {}

    static Batch read(long batch) {
        try (Call shape = new Call(Symbol.BATCH_SHAPE)) {
            shape.number(batch).output().output().check();
            int count = Math.toIntExact(shape.word(0));
            Column[] columns = new Column[Math.toIntExact(shape.word(1))];
            String[] names = new String[columns.length];
            for (int index = 0; index < columns.length; index++) {
                try (Call call = new Call(Symbol.BATCH_COLUMN)) {
                    Lent lent = call.number(batch).number(index).output().check().lent(Layouts.COLUMN);
                    ColumnReader column = new ColumnReader(lent);
                    names[index] = column.name();
                    columns[index] = column.read(names[index]);
                }
            }
            return new Batch(count, Arrays.asList(names), columns);
        }
    }
}
