package io.callrec;

import io.callrec.internal.abi.NativeArchive;
import java.nio.file.Path;
import java.util.Optional;

/** A file that came out of an archive. Immutable. */
public final class UnpackedFile {
    private final Path path;
    private final NativeArchive.Entry entry;

    UnpackedFile(Path folder, NativeArchive.Entry entry) {
        this.path = folder.resolve(entry.fileName);
        this.entry = entry;
    }

    /**
     * Where it is: its name is a number in the archive's order, and the extension of its kind. What the archive calls
     * it decides nothing.
     *
     * @return the path
     */
    public Path path() {
        return path;
    }

    /**
     * What the archive calls it.
     *
     * @return text to be shown, never a path to be used
     */
    public String label() {
        return entry.label;
    }

    /**
     * The first part of the label where there are several: the child company.
     *
     * @return text to be shown, if any
     */
    public Optional<String> folder() {
        return Optional.ofNullable(entry.folder);
    }

    /**
     * The length of the file.
     *
     * @return bytes
     */
    public long bytes() {
        return entry.bytes;
    }

    /**
     * What it is, as its first bytes say.
     *
     * @return the kind
     */
    public DocumentKind kind() {
        return DocumentKind.ofCode(entry.kind);
    }

    /**
     * The file's SHA-256.
     *
     * @return a copy of the 32 bytes
     */
    public byte[] sha256() {
        return entry.sha256.clone();
    }

    @Override
    public String toString() {
        return path + " (" + kind() + ", " + bytes() + " bytes)";
    }
}
