package io.callrec;

import io.callrec.internal.Batch;
import java.time.Instant;
import java.util.Optional;

/** A cost center of an iPass company (SEED). */
public final class CostCenter extends ReportRecord {
    CostCenter(Batch batch, int row) {
        super(batch, row);
    }

    /**
     * The provider's id, which requests name it by.
     *
     * @return the id, never null
     */
    public String id() {
        return batch.text(0, row);
    }

    /**
     * The account's own id.
     *
     * @return the id, if any
     */
    public Optional<String> costId() {
        return Optional.ofNullable(batch.text(1, row));
    }

    /**
     * The name.
     *
     * @return the name, if any
     */
    public Optional<String> name() {
        return Optional.ofNullable(batch.text(2, row));
    }

    /**
     * The id of the child company that it stands for.
     *
     * @return the id, if any
     */
    public Optional<String> childCompany() {
        return Optional.ofNullable(batch.text(3, row));
    }

    /**
     * How many users are assigned to it.
     *
     * @return a count, if stated
     */
    public Optional<Long> assignedCount() {
        return Optional.ofNullable(batch.number(4, row));
    }

    /**
     * Name or number of whoever changed it last.
     *
     * @return the text, if any
     */
    public Optional<String> modifiedBy() {
        return Optional.ofNullable(batch.text(5, row));
    }

    /**
     * When it was changed last.
     *
     * @return the time; empty where the year is missing, the text is then in {@link #extra()}
     */
    public Optional<Instant> modifiedTime() {
        return Optional.ofNullable(batch.instant(6, row));
    }
}
