package io.callrec.internal.abi;

import io.callrec.internal.ffi.Symbol;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a struct of options or of a request is to hold, by the names of its fields in the header; what is not set keeps
 * the library's default. Not for many threads at once while it is being filled.
 */
public final class Fields {
    private static final String PREFIX = "callrec_";

    private final Layout layout;
    private final Symbol init;
    private final Map<String, Object> values = new LinkedHashMap<>();

    /**
     * Nothing but defaults.
     *
     * @param layout the struct
     */
    public Fields(Layout layout) {
        this.layout = layout;
        String name = layout.struct().substring(PREFIX.length());
        this.init = Symbol.valueOf(name.toUpperCase(Locale.ROOT) + "_INIT");
    }

    /**
     * The same once more, to be changed by itself.
     *
     * @return a copy; a nested struct is shared
     */
    public Fields copy() {
        Fields copy = new Fields(layout);
        copy.values.putAll(values);
        copy.values.replaceAll((field, value) -> value instanceof char[] ? ((char[]) value).clone() : value);
        return copy;
    }

    /**
     * Sets a text.
     *
     * @param field the field
     * @param value the text, not null
     */
    public void text(String field, String value) {
        put(field, required(value, field));
    }

    /**
     * Sets a text that nothing may print.
     *
     * @param field the field
     * @param value the text; copied
     */
    public void secret(String field, char[] value) {
        char[] copy = required(value, field).clone();
        wipe(field);
        put(field, copy);
    }

    /**
     * Sets several texts.
     *
     * @param field the field of the pointer; the next one holds how many
     * @param value the texts; copied
     */
    public void texts(String field, List<String> value) {
        List<String> copy = new ArrayList<>(required(value, field));
        copy.forEach(one -> required(one, field));
        put(field, copy);
    }

    /**
     * Sets an {@code int32_t}.
     *
     * @param field the field
     * @param value the number
     */
    public void int32(String field, int value) {
        put(field, value);
    }

    /**
     * Sets an {@code int64_t}.
     *
     * @param field the field
     * @param value the number
     */
    public void int64(String field, long value) {
        put(field, value);
    }

    /**
     * Points to another struct.
     *
     * @param field the field
     * @param value the struct; what it holds when it is used counts
     */
    public void struct(String field, Fields value) {
        put(field, value);
    }

    private static <T> T required(T value, String field) {
        return Objects.requireNonNull(value, () -> JavaNames.option(field));
    }

    private void put(String field, Object value) {
        layout.at(field);
        values.put(field, value);
    }

    /**
     * Whether a field has been set.
     *
     * @param field the field
     * @return true if so
     */
    public boolean has(String field) {
        return values.containsKey(field);
    }

    /**
     * Overwrites and forgets a secret.
     *
     * @param field its field
     */
    public void wipe(String field) {
        Object secret = values.remove(field);
        if (secret != null) {
            Arrays.fill((char[]) secret, '\0');
        }
    }

    /** The struct in native memory, as long as the scope is open. */
    long write(Scope scope) {
        long struct = scope.room(layout.size());
        try (Call call = new Call(init)) {
            call.number(struct).number(layout.size()).check();
        }
        values.forEach((field, value) -> {
            requireText(scope, field, value);
            write(scope, struct + layout.at(field), value);
        });
        return struct;
    }

    private static void requireText(Scope scope, String field, Object value) {
        if (value instanceof List) {
            List<?> texts = (List<?>) value;
            for (int i = 0; i < texts.size(); i++) {
                requireText(scope, field + "[" + i + "]", texts.get(i));
            }
        } else if (value instanceof char[] && Scope.isBroken(CharBuffer.wrap((char[]) value))
                || value instanceof String && Scope.isBroken((String) value)) {
            throw scope.refuse(field);
        }
    }

    private static void write(Scope scope, long address, Object value) {
        if (value instanceof String) {
            scope.text(address, (String) value);
        } else if (value instanceof char[]) {
            scope.secret(address, (char[]) value);
        } else if (value instanceof Integer) {
            scope.access.putInt(address, (Integer) value);
        } else if (value instanceof Long) {
            scope.access.putLong(address, (Long) value);
        } else if (value instanceof Fields) {
            scope.access.putLong(address, ((Fields) value).write(scope));
        } else {
            List<String> texts = new ArrayList<>();
            ((List<?>) value).forEach(one -> texts.add((String) one));
            scope.access.putLong(address, scope.texts(texts));
            scope.access.putLong(address + Long.BYTES, texts.size());
        }
    }

    /** The fields that are set, a secret as {@code ***}. */
    @Override
    public String toString() {
        Map<String, Object> shown = new LinkedHashMap<>(values);
        shown.replaceAll((field, value) -> value instanceof char[] ? "***" : value);
        return shown.toString();
    }
}
