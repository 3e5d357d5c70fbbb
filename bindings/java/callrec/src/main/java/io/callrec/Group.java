package io.callrec;

import io.callrec.internal.Batch;
import java.time.Instant;
import java.util.Optional;

/** A group of users of an iPass company (SEED). */
public final class Group extends ReportRecord {
    Group(Batch batch, int row) {
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
     * The name.
     *
     * @return the name, if any
     */
    public Optional<String> name() {
        return Optional.ofNullable(batch.text(1, row));
    }

    /**
     * The {@link GroupPlan#id()} of its plan.
     *
     * @return the id, if any
     */
    public Optional<String> groupPlanId() {
        return Optional.ofNullable(batch.text(2, row));
    }

    /**
     * How many users are in it.
     *
     * @return a count, if stated
     */
    public Optional<Long> assignedCount() {
        return Optional.ofNullable(batch.number(3, row));
    }

    /**
     * Who changed it last.
     *
     * @return the text, if any
     */
    public Optional<String> modifiedBy() {
        return Optional.ofNullable(batch.text(4, row));
    }

    /**
     * When it was changed last.
     *
     * @return the time, if any
     */
    public Optional<Instant> modifiedDate() {
        return Optional.ofNullable(batch.instant(5, row));
    }

    /**
     * The members' user names as a JSON array, in the document's order.
     *
     * @return the array as text; empty where there is none
     */
    public Optional<String> users() {
        return Optional.ofNullable(batch.text(6, row));
    }
}
