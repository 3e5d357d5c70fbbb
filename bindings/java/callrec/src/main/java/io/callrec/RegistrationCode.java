package io.callrec;

import io.callrec.internal.Batch;
import java.time.LocalDate;
import java.util.Optional;

/** A registration code of an iPass company (SEED). */
public final class RegistrationCode extends ReportRecord {
    RegistrationCode(Batch batch, int row) {
        super(batch, row);
    }

    /**
     * The code.
     *
     * @return the code, never null
     */
    public String regCode() {
        return batch.text(0, row);
    }

    /**
     * Its second part, opaque.
     *
     * @return the text, if any
     */
    public Optional<String> regCode2() {
        return Optional.ofNullable(batch.text(1, row));
    }

    /**
     * The provider's id.
     *
     * @return the id, if any
     */
    public Optional<String> id() {
        return Optional.ofNullable(batch.text(2, row));
    }

    /**
     * How long the service lasts, in {@link #durationUnit()}.
     *
     * @return a count, if stated
     */
    public Optional<Long> duration() {
        return Optional.ofNullable(batch.number(3, row));
    }

    /**
     * {@code Days} or {@code Months}.
     *
     * @return the word, if any
     */
    public Optional<String> durationUnit() {
        return Optional.ofNullable(batch.text(4, row));
    }

    /**
     * How often the code was used.
     *
     * @return a count, if stated
     */
    public Optional<Long> useCount() {
        return Optional.ofNullable(batch.number(5, row));
    }

    /**
     * Department or cost center, free text.
     *
     * @return the text, if any
     */
    public Optional<String> departmentCode() {
        return Optional.ofNullable(batch.text(6, row));
    }

    /**
     * The account's own id.
     *
     * @return the id, if any
     */
    public Optional<String> altId() {
        return Optional.ofNullable(batch.text(7, row));
    }

    /**
     * The id of the company that it is for.
     *
     * @return the id, if any
     */
    public Optional<String> companyId() {
        return Optional.ofNullable(batch.text(8, row));
    }

    /**
     * The last day on which it may be used.
     *
     * @return the day, if any
     */
    public Optional<LocalDate> maxActivationDate() {
        return Optional.ofNullable(batch.date(9, row));
    }
}
