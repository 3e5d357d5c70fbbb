package io.callrec;

import io.callrec.internal.abi.NativeFanOut;
import java.util.Optional;

/**
 * What came for one key of a {@link FanOut}: its records, or why there are none.
 *
 * @param <T> what a record is
 */
public final class FanOutResult<T extends ReportRecord> implements AutoCloseable {
    private final String key;
    private final Reader<T> reader;
    private final CallrecException failure;

    FanOutResult(Report<T> report, NativeFanOut.Result result, boolean collecting) {
        this.key = result.key;
        this.reader = result.reader == null ? null : new Reader<>(report, result.reader, collecting);
        this.failure = result.failure;
    }

    /**
     * The key.
     *
     * @return the id of a company, a day as {@code 2026-09-30}, a window as {@code 2026-01-15..2026-02-01}, or a login
     */
    public String key() {
        return key;
    }

    /**
     * The records.
     *
     * @return the same reader every time, to be closed
     * @throws CallrecException as {@link #failure()}, which is its cause, where there is one
     */
    public Reader<T> reader() {
        if (failure != null) {
            // One of its own each time, as a reader does.
            throw failure.again();
        }
        return reader;
    }

    /**
     * Why there are no records.
     *
     * @return the failure, if any
     */
    public Optional<CallrecException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Closes the reader, if there is one. */
    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }

    @Override
    public String toString() {
        return key + ": " + (failure == null ? reader : failure.getMessage());
    }
}
