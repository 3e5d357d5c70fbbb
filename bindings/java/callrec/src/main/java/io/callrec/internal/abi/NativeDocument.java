package io.callrec.internal.abi;

import io.callrec.internal.InterruptWatch;
import io.callrec.internal.ffi.Symbol;

/** A {@code callrec_document}: opened, and to be saved once. */
public final class NativeDocument {
    private static final int DIGEST = 32;

    private final long handle;
    private final Held held;
    private final Ready cancelling;
    private volatile boolean closed;

    /** One of {@code CALLREC_DOCUMENT_...}. */
    public final int kind;
    /** Its length; -1 where the server did not say. */
    public final long totalBytes;

    NativeDocument(long handle) {
        this.handle = handle;
        this.held = new Held(Symbol.DOCUMENT_FREE, handle);
        this.cancelling = new Ready(Symbol.DOCUMENT_CANCEL, handle);
        try (Call call = new Call(Symbol.DOCUMENT_KIND)) {
            call.number(handle).output().output().check();
            this.kind = call.int32();
            this.totalBytes = call.word(1);
        }
    }

    /** A document that was saved. */
    public static final class Saved {
        /** Length of the file. */
        public final long bytes;
        /** One of {@code CALLREC_DOCUMENT_...}. */
        public final int kind;
        /** One of {@code CALLREC_PROOF_...}. */
        public final int proof;
        /** SHA-256 of the file. */
        public final byte[] sha256;

        Saved(Lent saved) {
            this.bytes = saved.int64("bytes");
            this.kind = saved.int32("kind");
            this.proof = saved.int32("proof");
            this.sha256 = saved.inside("sha256", DIGEST);
        }
    }

    /**
     * Saves the document, whole and proven, or not at all.
     *
     * @param path where to
     * @param limit the most bytes; 0 for the default
     * @return what is known of the file
     */
    public Saved save(String path, long limit) {
        if (closed) {
            throw new IllegalStateException("the document is closed");
        }
        int size = Layouts.SAVED_DOCUMENT.size();
        return InterruptWatch.during(this::cancel, () -> {
            try (Call call = new Call(Symbol.DOCUMENT_SAVE)) {
                call.number(handle).text(path).number(limit).output(size).number(size).check();
                return new Saved(call.struct(Layouts.SAVED_DOCUMENT));
            }
        });
    }

    /** Makes whoever waits in {@link #save} return with an error, and leaves no file; never waits itself. */
    public void cancel() {
        cancelling.call();
    }

    /** Cancels and releases the document and its connection, also where the heap is full; idempotent. */
    public synchronized void close() {
        closed = true;
        try (Held freed = held) {
            cancel();
        }
    }
}
