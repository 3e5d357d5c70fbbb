package io.callrec;

import io.callrec.internal.abi.NativeDocument;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A document that was opened and waits to be saved: a report that callrec does not look into, or a recording. It holds
 * its connection until it is saved or closed.
 *
 * <p>Any thread may use it; it is saved once.
 */
public final class Document implements AutoCloseable {
    private final NativeDocument document;

    Document(NativeDocument document) {
        this.document = document;
    }

    /**
     * What it is, as its first bytes say.
     *
     * @return the kind
     */
    public DocumentKind kind() {
        return DocumentKind.ofCode(document.kind);
    }

    /**
     * How long it will be.
     *
     * @return bytes, where the server said
     */
    public OptionalLong totalBytes() {
        return document.totalBytes < 0 ? OptionalLong.empty() : OptionalLong.of(document.totalBytes);
    }

    /**
     * Saves the document as {@link #save(Path, long)} does, up to 1 GiB.
     *
     * @param path where to
     * @return what is known of the file
     */
    public SavedDocument save(Path path) {
        return save(path, 0);
    }

    /**
     * Saves the document: whole, proven and on disk, or not at all. It is saved once, whether that succeeds or not.
     *
     * <p>Interrupting the thread that waits ends the call with {@link ErrorKind#CANCELLED}, and so does {@link
     * #cancel()}; no file is left then.
     *
     * @param path where to; a file that is there is replaced
     * @param limit the most bytes; 0 for the default, 1 GiB
     * @return what is known of the file
     * @throws CallrecException {@link ErrorKind#IO}, {@link ErrorKind#TRUNCATED}, {@link ErrorKind#INCOMPLETE},
     *     {@link ErrorKind#LIMIT}, and the kinds of the wire
     * @throws IllegalStateException if it was saved already or is closed
     */
    public SavedDocument save(Path path, long limit) {
        String file = LocalPath.text("path", path);
        if (limit < 0) {
            throw new IllegalArgumentException("a limit must not be below zero, as " + limit);
        }
        return new SavedDocument(document.save(file, limit));
    }

    /**
     * Ends the saving from any thread: whoever waits in {@link #save(Path)} gets {@link ErrorKind#CANCELLED}, and no
     * file is left. Does not wait, and does nothing after {@link #close()}.
     */
    public void cancel() {
        document.cancel();
    }

    /** Releases the document and its connection. A second call does nothing. */
    @Override
    public void close() {
        document.close();
    }
}
