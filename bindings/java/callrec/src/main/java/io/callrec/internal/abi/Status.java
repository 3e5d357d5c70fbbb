package io.callrec.internal.abi;

/** {@code CALLREC_OK}, and those of {@code CALLREC_...} that are no kind of error. */
final class Status {
    static final int OK = 0;
    static final int CLOSED = 5;
    static final int END = 100;
    static final int INVALID_HANDLE = 101;
    static final int BUSY = 102;

    private Status() {}
}
