package io.callrec;

/** How records are written to a file. The numbers are the same in every language. */
public enum FileFormat {
    /**
     * As the path's extension says: {@code .csv}, {@code .ndjson}, {@code .jsonl}, {@code .parquet} or {@code .arrow}.
     */
    BY_EXTENSION(0),
    /** Comma-separated values with a header line. */
    CSV(1),
    /** One JSON object a line. */
    NDJSON(2),
    /** Apache Parquet, compressed with zstd. */
    PARQUET(3),
    /** The Arrow IPC file format, uncompressed. */
    ARROW(4);

    private final int code;

    FileFormat(int code) {
        this.code = code;
    }

    /**
     * The format's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }
}
