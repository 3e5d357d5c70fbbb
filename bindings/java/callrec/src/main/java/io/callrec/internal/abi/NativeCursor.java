package io.callrec.internal.abi;

import io.callrec.internal.ffi.Symbol;

/** {@code callrec_feed_cursor}, of which Java keeps the text alone: nothing native outlives a call. */
public final class NativeCursor {
    final String text;

    /**
     * As an argument of an operation.
     *
     * @param text the text of a cursor
     */
    public NativeCursor(String text) {
        this.text = text;
    }

    /** The text of a cursor; releases it. */
    static String take(long cursor) {
        try (Call call = new Call(Symbol.FEED_CURSOR_TEXT)) {
            return call.number(cursor).output(Layouts.TEXT.size()).check().text();
        } finally {
            Call.free(Symbol.FEED_CURSOR_FREE, cursor);
        }
    }

    /** A cursor of its text, to be freed. */
    static long parse(String text) {
        try (Call call = new Call(Symbol.FEED_CURSOR_PARSE)) {
            return call.text(text).output().check().word();
        }
    }

    /**
     * The cursor of a first run.
     *
     * @return its text
     */
    public static String firstRun() {
        try (Call call = new Call(Symbol.FEED_CURSOR_FIRST_RUN)) {
            return take(call.output().check().word());
        }
    }

    /**
     * A cursor after a row.
     *
     * @param lastId the row's id
     * @return its text
     */
    public static String after(long lastId) {
        try (Call call = new Call(Symbol.FEED_CURSOR_AFTER)) {
            return take(call.number(lastId).output().check().word());
        }
    }

    /**
     * A cursor from a file.
     *
     * @param path the file
     * @return its text
     */
    public static String load(String path) {
        try (Call call = new Call(Symbol.FEED_CURSOR_LOAD)) {
            return take(call.text(path).output().check().word());
        }
    }

    /**
     * Looks whether a text is a cursor's.
     *
     * @param text the text
     * @return the same cursor's text
     */
    public static String checked(String text) {
        return take(parse(text));
    }

    /**
     * A cursor that takes what the service has of the rows now for good.
     *
     * @param text the text of a cursor
     * @return the text of the other one
     */
    public static String acceptRevised(String text) {
        long cursor = parse(text);
        try (Call call = new Call(Symbol.FEED_CURSOR_ACCEPT_REVISED)) {
            return take(call.number(cursor).output().check().word());
        } finally {
            Call.free(Symbol.FEED_CURSOR_FREE, cursor);
        }
    }

    /**
     * Saves a cursor, whole and on disk, or not at all.
     *
     * @param text its text
     * @param path the file
     */
    public static void save(String text, String path) {
        long cursor = parse(text);
        try (Call call = new Call(Symbol.FEED_CURSOR_SAVE)) {
            call.number(cursor).text(path).check();
        } finally {
            Call.free(Symbol.FEED_CURSOR_FREE, cursor);
        }
    }

    /**
     * What a cursor covers.
     *
     * @param text its text
     * @return the last id, then one of {@code CALLREC_FEED_DIALECT_...}
     */
    public static long[] covered(String text) {
        long cursor = parse(text);
        try (Call call = new Call(Symbol.FEED_CURSOR_LAST_ID)) {
            call.number(cursor).output().output().check();
            return new long[] {call.word(0), (int) call.word(1)};
        } finally {
            Call.free(Symbol.FEED_CURSOR_FREE, cursor);
        }
    }
}
