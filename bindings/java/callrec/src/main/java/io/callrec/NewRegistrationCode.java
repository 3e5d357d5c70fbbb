package io.callrec;

import io.callrec.internal.abi.Fields;
import io.callrec.internal.abi.Layouts;
import java.time.LocalDate;
import java.util.Objects;

/**
 * A registration code to be created: {@link IpassRest#createRegistrationCode}. Immutable; what must be set is looked
 * at when it is sent.
 */
public final class NewRegistrationCode {
    /** What is set, by the names of the header. */
    final Fields fields;

    private NewRegistrationCode(Fields fields) {
        this.fields = fields;
    }

    /**
     * Begins one.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /** What is set, in one line; a password as {@code ***}. */
    @Override
    public String toString() {
        return "NewRegistrationCode" + fields;
    }

    /** What is to be sent. Not for many threads at once. */
    public static final class Builder {
        private final Fields fields = new Fields(Layouts.NEW_REGISTRATION_CODE);

        private Builder() {}

        /**
         * The code. Must be set.
         *
         * @param value the code
         * @return this
         */
        public Builder regCode(String value) {
            fields.text("reg_code", value);
            return this;
        }

        /**
         * Its second part. Must be set.
         *
         * @param value the text
         * @return this
         */
        public Builder regCode2(String value) {
            fields.text("reg_code2", value);
            return this;
        }

        /**
         * The last day on which it may be used. Must be set.
         *
         * @param day the day
         * @return this
         */
        public Builder maxActivationDate(LocalDate day) {
            fields.text("max_activation_date", Objects.requireNonNull(day, "day").toString());
            return this;
        }

        /**
         * How long what it gives lasts. Must be set.
         *
         * @param length how many units, at least 1
         * @param unit what is counted
         * @return this
         */
        public Builder duration(int length, DurationUnit unit) {
            fields.int32("duration", DecodingBuilder.atLeastOne("duration", length));
            fields.int32("duration_unit", Objects.requireNonNull(unit, "unit").code());
            return this;
        }

        /**
         * Department or cost center.
         *
         * @param value free text
         * @return this
         */
        public Builder departmentCode(String value) {
            fields.text("department_code", value);
            return this;
        }

        /**
         * The account's own id.
         *
         * @param value the id
         * @return this
         */
        public Builder altId(String value) {
            fields.text("alt_id", value);
            return this;
        }

        /**
         * The company that it is for.
         *
         * @param value its id
         * @return this
         */
        public Builder companyId(String value) {
            fields.text("company_id", value);
            return this;
        }

        /**
         * Ends the building; the builder may go on for another one.
         *
         * @return the request
         */
        public NewRegistrationCode build() {
            return new NewRegistrationCode(fields.copy());
        }
    }
}
