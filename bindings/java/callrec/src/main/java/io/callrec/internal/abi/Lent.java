package io.callrec.internal.abi;

import io.callrec.internal.ffi.NativeAccess;
import java.nio.charset.StandardCharsets;

/** A struct in native memory, read field by field. It is there as long as its owner keeps what lends it. */
final class Lent {
    final NativeAccess access;
    private final Layout layout;
    private final long address;

    Lent(NativeAccess access, Layout layout, long address) {
        this.access = access;
        this.layout = layout;
        this.address = address;
    }

    private long at(String field) {
        return address + layout.at(field);
    }

    int int32(String field) {
        return access.getInt(at(field));
    }

    boolean flag(String field) {
        return int32(field) != 0;
    }

    long int64(String field) {
        return access.getLong(at(field));
    }

    /** A number that is not known is below zero, and null here. */
    Long known(String field) {
        long value = int64(field);
        return value < 0 ? null : value;
    }

    /** The text of a field; null where it has no value. */
    String text(String field) {
        return text(access, at(field));
    }

    /** The bytes of a text, which need not be UTF-8. */
    byte[] bytes(String field) {
        return bytes(access, at(field));
    }

    /** The bytes that stand in the struct itself. */
    byte[] inside(String field, int length) {
        return access.getBytes(at(field), length);
    }

    /** Copies a {@code callrec_text}; null where it has no value. */
    static String text(NativeAccess access, long address) {
        byte[] bytes = bytes(access, address);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(NativeAccess access, long address) {
        long data = access.getLong(address + Layouts.TEXT.at("data"));
        if (data == 0) {
            return null;
        }
        return access.getBytes(data, Math.toIntExact(access.getLong(address + Layouts.TEXT.at("length"))));
    }
}
