package io.callrec;

import io.callrec.internal.Batch;
import java.time.Instant;
import java.util.Optional;

/** A device of a user of an iPass company (SEED). */
public final class Device extends ReportRecord {
    Device(Batch batch, int row) {
        super(batch, row);
    }

    /**
     * Opaque, made at the installation.
     *
     * @return the id, never null
     */
    public String deviceUuid() {
        return batch.text(0, row);
    }

    /**
     * When it was activated.
     *
     * @return the time, if any
     */
    public Optional<Instant> enabledOn() {
        return Optional.ofNullable(batch.instant(1, row));
    }

    /**
     * As collected at the activation.
     *
     * @return the name, if any
     */
    public Optional<String> manufacturer() {
        return Optional.ofNullable(batch.text(2, row));
    }

    /**
     * As collected at the activation.
     *
     * @return the name, if any
     */
    public Optional<String> modelId() {
        return Optional.ofNullable(batch.text(3, row));
    }

    /**
     * Such as {@code Android}.
     *
     * @return the name, if any
     */
    public Optional<String> platform() {
        return Optional.ofNullable(batch.text(4, row));
    }

    /**
     * {@code registered}, {@code suspended} or {@code unregistered}.
     *
     * @return the word, if any
     */
    public Optional<String> status() {
        return Optional.ofNullable(batch.text(5, row));
    }
}
