package io.callrec.internal.jna;

import com.sun.jna.Pointer;
import io.callrec.Accounting;
import io.callrec.Proof;
import io.callrec.Quarantined;
import io.callrec.internal.Batch;
import io.callrec.internal.InterruptWatch;
import io.callrec.internal.NativeReader;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code callrec_reader}. Its handle is checked by the library at every call, so a handle that another thread has
 * just freed is an error, not a crash; only what is lent needs a lock here.
 */
final class JnaReader implements NativeReader {
    private final Pointer handle;
    /** Held while quarantined records are on loan, and to free. */
    private final Object lending = new Object();

    private volatile boolean closed;
    private volatile Accounting accounting = new Accounting(0, 0, 0, 0, 0);
    private volatile Proof proof;
    private volatile long bytesRead;

    JnaReader(Pointer handle) {
        this.handle = handle;
    }

    @Override
    public void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the reader is closed");
        }
    }

    @Override
    public Batch next() {
        requireOpen();
        return InterruptWatch.during(this::cancel, this::pull);
    }

    private Batch pull() {
        try (Call call = new Call()) {
            boolean more;
            try {
                more = call.more(LibCallrec.callrec_reader_next_batch(handle, call.output(), call.error()));
            } finally {
                takeFacts();
            }
            return more ? BatchReader.take(call.pointer()) : null;
        }
    }

    /** Counts stay readable after close, so they are kept here; a reader freed meanwhile keeps the older ones. */
    private void takeFacts() {
        accounting = AccountingReader.ask(handle, accounting);
        try (Call call = new Call()) {
            if (LibCallrec.callrec_reader_proof(handle, call.output(), null) == LibCallrec.OK) {
                proof = proof(call.output().getInt(0));
            }
        }
    }

    private static Proof proof(int code) {
        for (Proof one : Proof.values()) {
            if (one.code() == code) {
                return one;
            }
        }
        return null;
    }

    @Override
    public Accounting accounting() {
        return accounting;
    }

    @Override
    public Proof proof() {
        return proof;
    }

    @Override
    public List<Quarantined> takeQuarantined() {
        List<Quarantined> taken = new ArrayList<>();
        synchronized (lending) {
            requireOpen();
            try (Call call = new Call()) {
                while (call.more(LibCallrec.callrec_reader_quarantined_next(handle, call.output(), call.error()))) {
                    taken.add(QuarantinedReader.read(call.pointer()));
                }
            }
        }
        return taken;
    }

    @Override
    public long bytesRead() {
        bytesRead = ProgressReader.ask(handle, bytesRead);
        return bytesRead;
    }

    @Override
    public void cancel() {
        LibCallrec.callrec_reader_cancel(handle, null);
    }

    @Override
    public void close() {
        synchronized (lending) {
            if (closed) {
                return;
            }
            bytesRead();
            closed = true;
            cancel();
            LibCallrec.callrec_reader_free(handle);
        }
    }
}
