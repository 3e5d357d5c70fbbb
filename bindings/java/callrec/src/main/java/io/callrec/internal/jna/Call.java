package io.callrec.internal.jna;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.callrec.CallrecException;
import io.callrec.internal.ErrorFacts;

/** Room for what a native call writes: an error, and an output of some bytes. Used for one call after another. */
final class Call implements AutoCloseable {
    private static final int WORD = 8;

    private final Memory room;

    Call() {
        this(2 * WORD);
    }

    /** @param outputBytes how large the output may be */
    Call(int outputBytes) {
        room = new Memory(WORD + outputBytes);
        room.clear();
    }

    /** Where the call writes its error. */
    Pointer error() {
        return room;
    }

    /** Where the call writes its output. */
    Pointer output() {
        return room.share(WORD);
    }

    /** The handle or address that the call wrote. */
    Pointer pointer() {
        return room.getPointer(WORD);
    }

    /** Throws what the status says, unless it is success. */
    void check(int status) {
        if (status != LibCallrec.OK) {
            throw failure(status);
        }
    }

    /** False for the end, true for success; throws otherwise. */
    boolean more(int status) {
        if (status == LibCallrec.END) {
            return false;
        }
        check(status);
        return true;
    }

    private RuntimeException failure(int status) {
        ErrorFacts facts = takeError();
        switch (status) {
            case LibCallrec.INVALID_HANDLE:
                return new IllegalStateException("it is closed");
            case LibCallrec.BUSY:
                return new IllegalStateException("another thread is inside a call on this reader");
            default:
                return new CallrecException(facts);
        }
    }

    private ErrorFacts takeError() {
        Pointer error = room.getPointer(0);
        room.setPointer(0, null);
        try (Memory details = new Memory(WORD)) {
            int status = LibCallrec.callrec_error_get_details(error, details);
            if (status != LibCallrec.OK) {
                throw new IllegalStateException("libcallrec gave status " + status + " in place of an error");
            }
            return ErrorReader.read(details.getPointer(0));
        } finally {
            LibCallrec.callrec_error_free(error);
        }
    }

    @Override
    public void close() {
        room.close();
    }
}
