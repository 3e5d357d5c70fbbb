package io.callrec;

import io.callrec.internal.Backends;
import io.callrec.internal.DecodeConfig;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Reports that are files already, and the version of the library.
 *
 * <p>The native library is found, at the first call, in this order: the file that the system property
 * {@code callrec.library} names; the resource inside the jar; the system's library path.
 */
public final class Callrec {
    private Callrec() {}

    /**
     * The version of the native library.
     *
     * @return the version, as in {@code 0.1.0}
     * @throws CallrecException {@link ErrorKind#CONFIG} if the library cannot be loaded, or speaks another ABI than
     *     this jar
     */
    public static String version() {
        return Backends.get().version();
    }

    /**
     * Decodes a file. Whether it is CSV or XML is told by its first bytes. The end of the file is taken for its end: a
     * file that was cut at a line end cannot be told from a shorter one.
     *
     * @param file the file
     * @param report what it should hold
     * @param <T> what a record is
     * @return the records, to be closed
     * @throws CallrecException {@link ErrorKind#IO} if the file cannot be read, {@link ErrorKind#NOT_DATA} if it is not
     *     this report; later, from the reader, {@link ErrorKind#DECODE} with line and byte
     */
    public static <T extends ReportRecord> Reader<T> open(Path file, Report<T> report) {
        return open(file, report, false);
    }

    /**
     * Decodes a file as {@link #open(Path, Report)} does.
     *
     * @param file the file
     * @param report what it should hold
     * @param strict whether the first record that would be set aside is an error, {@link ErrorKind#STRICT}
     * @param <T> what a record is
     * @return the records, to be closed
     * @throws CallrecException as {@link #open(Path, Report)}
     */
    public static <T extends ReportRecord> Reader<T> open(Path file, Report<T> report, boolean strict) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(report, "report");
        DecodeConfig decoding = new DecodeConfig();
        decoding.strict = strict;
        return new Reader<>(report, Backends.get().open(file, report.name(), decoding));
    }
}
