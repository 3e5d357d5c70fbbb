package io.callrec;

import io.callrec.internal.Batch;
import java.util.Optional;

/** A company: a child of an iPass account (SEED). */
public final class Company extends ReportRecord {
    Company(Batch batch, int row) {
        super(batch, row);
    }

    /**
     * The company's id: opaque text, what the report calls of {@link IpassPortal} take as company.
     *
     * @return the id, never null
     */
    public String id() {
        return batch.text(0, row);
    }

    /**
     * The name for people.
     *
     * @return the name, if any
     */
    public Optional<String> name() {
        return Optional.ofNullable(batch.text(1, row));
    }

    /**
     * Whether the account is active.
     *
     * @return yes or no, if stated
     */
    public Optional<Boolean> isActive() {
        return Optional.ofNullable(batch.flag(2, row));
    }
}
