package io.callrec.test;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;

/** A row of an Arrow batch as the Java values that callrec's records give. */
final class ArrowRow {
    private ArrowRow() {}

    static Map<String, Object> of(ArrowReader reader, VectorSchemaRoot batch, int row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (FieldVector column : batch.getFieldVectors()) {
            values.put(column.getName(), value(reader, column, row));
        }
        return values;
    }

    private static Object value(ArrowReader reader, FieldVector column, int row) {
        if (column.isNull(row)) {
            return null;
        }
        DictionaryEncoding encoding = column.getField().getDictionary();
        if (encoding != null) {
            int place = (int) ((BaseIntVector) column).getValueAsLong(row);
            return reader.lookup(encoding.getId()).getVector().getObject(place).toString();
        }
        return switch (column) {
            case VarCharVector text -> text.getObject(row).toString();
            case TimeStampMicroTZVector time -> Instant.EPOCH.plus(time.get(row), ChronoUnit.MICROS);
            case UInt8Vector number -> number.get(row);
            case MapVector map -> entries((List<?>) map.getObject(row));
            default -> column.getObject(row);
        };
    }

    private static Map<String, String> entries(List<?> structs) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (Object struct : structs) {
            Map<?, ?> entry = (Map<?, ?>) struct;
            entries.put(entry.get(MapVector.KEY_NAME).toString(), entry.get(MapVector.VALUE_NAME).toString());
        }
        return entries;
    }
}
