package io.callrec;

import io.callrec.internal.abi.NativeReader;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Decodes reports that are there already, as files or in memory. Whether a body is CSV, XML or JSON is told by its
 * content. Needs no network and no credentials.
 *
 * <pre>{@code
 * try (Reader<IpassCdr> cdrs = Callrec.decoder().encoding(Encoding.LATIN1).open(file, Report.IPASS_CDR)) { … }
 * }</pre>
 */
public final class Decoder extends DecodingBuilder<Decoder> {
    Decoder() {}

    /**
     * Decodes a file. The end of the file is taken for its end: a file that was cut at a line end cannot be told from a
     * shorter one.
     *
     * @param file the file
     * @param report what it should hold
     * @param <T> what a record is
     * @return the records, to be closed
     * @throws CallrecException {@link ErrorKind#IO} if the file cannot be read, {@link ErrorKind#NOT_DATA} if it is not
     *     this report; later, from the reader, {@link ErrorKind#DECODE} with line and byte
     */
    public <T extends ReportRecord> Reader<T> open(Path file, Report<T> report) {
        String path = LocalPath.text("file", file);
        Objects.requireNonNull(report, "report");
        return NativeReader.open(path, report.name(), decoding, report::reader);
    }

    /**
     * Decodes a body in memory. It is copied; what is large and stands in a file is better opened there.
     *
     * @param body its bytes, which are copied; may be empty
     * @param report what it should hold
     * @param <T> what a record is
     * @return the records, to be closed
     * @throws CallrecException as {@link #open(Path, Report)}
     */
    public <T extends ReportRecord> Reader<T> open(byte[] body, Report<T> report) {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(report, "report");
        return NativeReader.open(body, report.name(), decoding, report::reader);
    }
}
