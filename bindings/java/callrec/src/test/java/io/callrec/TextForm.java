package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * Records in the text form that all languages share. Every column is asked for twice, by its accessor and by its name,
 * and both must agree: so no column of a report can lack its accessor.
 */
final class TextForm {
    private static final DateTimeFormatter TO_SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");

    private TextForm() {}

    static ObjectNode of(ReportRecord record) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int column = 0; column < record.columns().size(); column++) {
            String name = record.columns().get(column);
            Object value = record.value(column);
            assertEquals(value, record.value(name));
            assertEquals(value, typed(record, name), name);
            if (record instanceof BillingFeedRow && name.equals("id")) {
                // The one number that goes beyond a long: the accessor says that it is unsigned.
                object.put(name, new BigInteger(Long.toUnsignedString((Long) value)));
            } else {
                put(object, name, value);
            }
        }
        return object;
    }

    /** What the accessor of a column gives; null where it gives nothing. */
    private static Object typed(ReportRecord record, String column) {
        try {
            Object value = record.getClass().getMethod(accessor(column)).invoke(record);
            return value instanceof Optional ? ((Optional<?>) value).orElse(null) : value;
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new AssertionError(record.getClass() + " has no accessor for " + column, e);
        }
    }

    /** {@code net_billing_amount} is {@code netBillingAmount()}; a duration needs no unit in its name. */
    static String accessor(String column) {
        String name = column.startsWith("_") ? column.substring(1) : column.replaceAll("_s$", "");
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_")) {
            camel.append(camel.length() == 0 ? word.charAt(0) : Character.toUpperCase(word.charAt(0)));
            camel.append(word.substring(1));
        }
        return camel.toString();
    }

    private static void put(ObjectNode object, String name, Object value) {
        if (value instanceof Map) {
            Map<?, ?> extra = (Map<?, ?>) value;
            if (extra.isEmpty()) {
                object.putNull(name);
            } else {
                ObjectNode inner = object.putObject(name);
                extra.forEach((key, text) -> inner.put((String) key, (String) text));
            }
        } else if (value instanceof Boolean) {
            object.put(name, (Boolean) value);
        } else if (value instanceof Long) {
            object.put(name, (Long) value);
        } else if (value instanceof Duration) {
            object.put(name, ((Duration) value).getSeconds());
        } else {
            object.put(name, value == null ? null : text(value));
        }
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal) {
            return ((BigDecimal) value).toPlainString();
        }
        if (value instanceof Instant) {
            return text(LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC)) + "Z";
        }
        if (value instanceof LocalDateTime) {
            LocalDateTime time = (LocalDateTime) value;
            return time.toLocalDate() + "T" + text(time.toLocalTime());
        }
        if (value instanceof LocalTime) {
            LocalTime time = (LocalTime) value;
            String micros = time.getNano() == 0 ? "" : String.format(".%06d", time.getNano() / 1_000);
            return TO_SECONDS.format(time) + micros;
        }
        return value.toString();
    }
}
