package io.callrec;

import io.callrec.internal.abi.NativeArchive;
import io.callrec.internal.abi.NativeVersion;
import io.callrec.internal.ffi.Library;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

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
        return NativeVersion.library();
    }

    /**
     * Which way into the native library is taken. The system property {@code callrec.backend} chooses one by hand,
     * before the first call.
     *
     * @return {@code jna}, or {@code ffm} for java.lang.foreign
     * @throws CallrecException {@link ErrorKind#CONFIG} as {@link #version()}
     */
    public static String backend() {
        return Library.backend();
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
        return decoder().strict(strict).open(file, report);
    }

    /**
     * Decodes a body in memory.
     *
     * @param body its bytes, which are copied; may be empty
     * @param report what it should hold
     * @param <T> what a record is
     * @return the records, to be closed
     * @throws CallrecException as {@link #open(Path, Report)}
     */
    public static <T extends ReportRecord> Reader<T> open(byte[] body, Report<T> report) {
        return decoder().open(body, report);
    }

    /**
     * Begins the decoding of reports that need options: encoding, delimiter, limits, threads.
     *
     * @return a decoder with the defaults
     */
    public static Decoder decoder() {
        return new Decoder();
    }

    /**
     * Unpacks a zip archive, such as a custom report of child companies, as {@link #unpack(Path, Path, UnpackLimits)}
     * does with the default limits.
     *
     * @param archive the archive
     * @param folder where to: must not be there yet, or be empty
     * @return the files in the archive's order
     */
    public static List<UnpackedFile> unpack(Path archive, Path folder) {
        return unpack(archive, folder, new UnpackLimits());
    }

    /**
     * Unpacks a zip archive. The files have names of callrec's own; the names in the archive decide nothing. Everything
     * is checked before the folder appears: lengths and checksums of all entries, that none overlap, and the limits.
     *
     * @param archive the archive
     * @param folder where to: must not be there yet, or be empty
     * @param limits bounds on what the archive may hold
     * @return the files in the archive's order
     * @throws CallrecException {@link ErrorKind#NOT_DATA} (no zip archive), {@link ErrorKind#DECODE} (a broken one),
     *     {@link ErrorKind#UNSUPPORTED} (encrypted, links), {@link ErrorKind#LIMIT}, {@link ErrorKind#IO}
     */
    public static List<UnpackedFile> unpack(Path archive, Path folder, UnpackLimits limits) {
        String from = LocalPath.text("archive", archive);
        String to = LocalPath.text("folder", folder);
        Objects.requireNonNull(limits, "limits");
        return NativeArchive.unpack(from, to, limits.fields).stream()
                .map(entry -> new UnpackedFile(folder, entry))
                .collect(Collectors.toList());
    }
}
