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

    /** Room for a cursor. */
    static Held room() {
        return new Held(Symbol.FEED_CURSOR_FREE);
    }

    /** The text of a cursor. */
    static String text(Held cursor) {
        try (Call call = new Call(Symbol.FEED_CURSOR_TEXT)) {
            return call.number(cursor.handle()).output(Layouts.TEXT.size()).check().text();
        }
    }

    /** A cursor of its text. */
    static void parse(String text, Held cursor) {
        try (Call call = new Call(Symbol.FEED_CURSOR_PARSE)) {
            call.text(text).output(cursor).check();
        }
    }

    /**
     * The cursor of a first run.
     *
     * @return its text
     */
    public static String firstRun() {
        try (Held cursor = room(); Call call = new Call(Symbol.FEED_CURSOR_FIRST_RUN)) {
            call.output(cursor).check();
            return text(cursor);
        }
    }

    /**
     * A cursor after a row.
     *
     * @param lastId the row's id
     * @return its text
     */
    public static String after(long lastId) {
        try (Held cursor = room(); Call call = new Call(Symbol.FEED_CURSOR_AFTER)) {
            call.number(lastId).output(cursor).check();
            return text(cursor);
        }
    }

    /**
     * A cursor from a file.
     *
     * @param path the file
     * @return its text
     */
    public static String load(String path) {
        try (Held cursor = room(); Call call = new Call(Symbol.FEED_CURSOR_LOAD)) {
            call.text(path).output(cursor).check();
            return text(cursor);
        }
    }

    /**
     * Looks whether a text is a cursor's.
     *
     * @param text the text
     * @return the same cursor's text
     */
    public static String checked(String text) {
        try (Held cursor = room()) {
            parse(text, cursor);
            return text(cursor);
        }
    }

    /**
     * A cursor that takes what the service has of the rows now for good.
     *
     * @param text the text of a cursor
     * @return the text of the other one
     */
    public static String acceptRevised(String text) {
        try (Held cursor = room(); Held other = room(); Call call = new Call(Symbol.FEED_CURSOR_ACCEPT_REVISED)) {
            parse(text, cursor);
            call.number(cursor.handle()).output(other).check();
            return text(other);
        }
    }

    /**
     * Saves a cursor, whole and on disk, or not at all.
     *
     * @param text its text
     * @param path the file
     */
    public static void save(String text, String path) {
        try (Held cursor = room(); Call call = new Call(Symbol.FEED_CURSOR_SAVE)) {
            parse(text, cursor);
            call.number(cursor.handle()).text(path).check();
        }
    }

    /**
     * What a cursor covers.
     *
     * @param text its text
     * @return the last id, then one of {@code CALLREC_FEED_DIALECT_...}
     */
    public static long[] covered(String text) {
        try (Held cursor = room(); Call call = new Call(Symbol.FEED_CURSOR_LAST_ID)) {
            parse(text, cursor);
            call.number(cursor.handle()).output().output().check();
            return new long[] {call.word(0), (int) call.word(1)};
        }
    }
}
