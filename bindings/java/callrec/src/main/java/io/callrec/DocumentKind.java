package io.callrec;

/** What a document is, as its first bytes say. The numbers are the same in every language. */
public enum DocumentKind {
    /** Sound, or anything else. */
    OTHER(0),
    /** An HTML page. */
    HTML(1),
    /** A zip archive. */
    ZIP(2),
    /** Delimited text. */
    CSV(3),
    /** XML. */
    XML(4),
    /** JSON. */
    JSON(5);

    private final int code;

    DocumentKind(int code) {
        this.code = code;
    }

    /**
     * The kind's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }

    /**
     * Finds a kind by its number.
     *
     * @param code a number
     * @return the kind
     * @throws IllegalArgumentException if no kind has that number
     */
    public static DocumentKind ofCode(int code) {
        for (DocumentKind one : values()) {
            if (one.code == code) {
                return one;
            }
        }
        throw new IllegalArgumentException("no kind has the number " + code);
    }
}
