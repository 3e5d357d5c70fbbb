package io.callrec;

import io.callrec.internal.Batch;
import java.time.Instant;
import java.util.Optional;

/** A price plan of groups of an iPass company (SEED). */
public final class GroupPlan extends ReportRecord {
    GroupPlan(Batch batch, int row) {
        super(batch, row);
    }

    /**
     * What {@link Group#groupPlanId()} names.
     *
     * @return the id, never null
     */
    public String id() {
        return batch.text(0, row);
    }

    /**
     * The id of the company.
     *
     * @return the id, if any
     */
    public Optional<String> companyId() {
        return Optional.ofNullable(batch.text(1, row));
    }

    /**
     * Whether it is the default.
     *
     * @return yes or no, if stated
     */
    public Optional<Boolean> defaultPlan() {
        return Optional.ofNullable(batch.flag(2, row));
    }

    /**
     * Who changed it last.
     *
     * @return the text, if any
     */
    public Optional<String> modifiedBy() {
        return Optional.ofNullable(batch.text(3, row));
    }

    /**
     * When it was changed last.
     *
     * @return the time, if any
     */
    public Optional<Instant> modifiedTime() {
        return Optional.ofNullable(batch.instant(4, row));
    }

    /**
     * Its code, such as {@code FLAT_RATE_ULTD_LPT}.
     *
     * @return the code, if any
     */
    public Optional<String> plan() {
        return Optional.ofNullable(batch.text(5, row));
    }

    /**
     * What it is, for people.
     *
     * @return the text, if any
     */
    public Optional<String> planDescription() {
        return Optional.ofNullable(batch.text(6, row));
    }

    /**
     * Such as {@code NON_PREMIUM}.
     *
     * @return the word, if any
     */
    public Optional<String> planType() {
        return Optional.ofNullable(batch.text(7, row));
    }
}
