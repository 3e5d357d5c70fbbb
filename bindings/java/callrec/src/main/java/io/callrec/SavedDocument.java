package io.callrec;

import io.callrec.internal.abi.NativeDocument;
import java.util.Optional;

/** A document that was saved. Immutable. */
public final class SavedDocument {
    private final NativeDocument.Saved saved;

    SavedDocument(NativeDocument.Saved saved) {
        this.saved = saved;
    }

    /**
     * The length of the file.
     *
     * @return bytes
     */
    public long bytes() {
        return saved.bytes;
    }

    /**
     * What it is.
     *
     * @return the kind
     */
    public DocumentKind kind() {
        return DocumentKind.ofCode(saved.kind);
    }

    /**
     * How it is known that it came whole.
     *
     * @return the proof
     */
    public Optional<Proof> proof() {
        return Proof.ofCode(saved.proof);
    }

    /**
     * The file's SHA-256.
     *
     * @return a copy of the 32 bytes
     */
    public byte[] sha256() {
        return saved.sha256.clone();
    }

    /** Kind and length in one line. */
    @Override
    public String toString() {
        return kind() + ", " + bytes() + " bytes";
    }
}
