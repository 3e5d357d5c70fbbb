package io.callrec.internal.abi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a struct of the header lies in memory. The offsets follow from the fields in their order by the rule of every
 * 64-bit C compiler: each field at a multiple of its alignment.
 */
public final class Layout {
    private static final int WORD = 8;

    private final String struct;
    private final Map<String, Integer> offsets;
    private final int size;

    private Layout(String struct, Map<String, Integer> offsets, int size) {
        this.struct = struct;
        this.offsets = Collections.unmodifiableMap(offsets);
        this.size = size;
    }

    /**
     * A struct that begins with its size.
     *
     * @param struct its name
     * @param fields each as {@code TYPE NAME}; types are {@code i32}, {@code i64} (also {@code size_t}), {@code ptr},
     *     {@code text} (a pointer and its length) and {@code sha256}
     */
    static Layout sized(String struct, String... fields) {
        String[] all = new String[fields.length + 1];
        all[0] = "i64 size";
        System.arraycopy(fields, 0, all, 1, fields.length);
        return bare(struct, all);
    }

    /** A struct that is never to change. */
    static Layout bare(String struct, String... fields) {
        Map<String, Integer> offsets = new LinkedHashMap<>();
        int end = 0;
        for (String field : fields) {
            int blank = field.indexOf(' ');
            String type = field.substring(0, blank);
            int alignment = type.equals("i32") ? 4 : type.equals("sha256") ? 1 : WORD;
            int at = (end + alignment - 1) / alignment * alignment;
            offsets.put(field.substring(blank + 1), at);
            end = at + size(type);
        }
        return new Layout(struct, offsets, (end + WORD - 1) / WORD * WORD);
    }

    private static int size(String type) {
        switch (type) {
            case "i32":
                return 4;
            case "i64":
            case "ptr":
                return WORD;
            case "text":
                return 2 * WORD;
            case "sha256":
                return 32;
            default:
                throw new IllegalArgumentException(type);
        }
    }

    /**
     * Where a field is.
     *
     * @param field its name
     * @return its offset in bytes
     * @throws IllegalArgumentException if there is none of that name
     */
    public int at(String field) {
        Integer offset = offsets.get(field);
        if (offset == null) {
            throw new IllegalArgumentException(struct + " has no field " + field);
        }
        return offset;
    }

    /** The size of the struct in bytes. */
    int size() {
        return size;
    }

    /** The struct's name in the header. */
    String struct() {
        return struct;
    }

    /** All fields with their offsets. */
    Map<String, Integer> offsets() {
        return offsets;
    }
}
