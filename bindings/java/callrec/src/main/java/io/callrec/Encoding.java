package io.callrec;

/** How the text of a body is encoded, where the body does not say. The numbers are the same in every language. */
public enum Encoding {
    /** By the byte order mark: UTF-8 or UTF-16; without one, UTF-8. The default. */
    AUTO(0),
    /** UTF-8. */
    UTF8(1),
    /** UTF-16, the low byte first. */
    UTF16LE(2),
    /** UTF-16, the high byte first. */
    UTF16BE(3),
    /** ISO 8859-1. */
    LATIN1(4),
    /** Windows-1252. */
    WINDOWS1252(5);

    private final int code;

    Encoding(int code) {
        this.code = code;
    }

    /**
     * The encoding's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }
}
