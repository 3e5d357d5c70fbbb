package io.callrec;

import io.callrec.internal.abi.Fields;
import io.callrec.internal.abi.Layouts;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What is to be changed of a registration code: only what is set. See {@link IpassRest#updateRegistrationCode}.
 * Immutable; what must be set is looked at when it is sent.
 */
public final class RegistrationCodeUpdate {
    /** What is set, by the names of the header. */
    final Fields fields;

    private RegistrationCodeUpdate(Fields fields) {
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
        return "RegistrationCodeUpdate" + fields;
    }

    /** What is to be sent. Not for many threads at once. */
    public static final class Builder {
        private final Fields fields = new Fields(Layouts.REGISTRATION_CODE_UPDATE);

        private Builder() {}

        /**
         * The provider's id of it. Must be set.
         *
         * @param value {@link RegistrationCode#id()}
         * @return this
         */
        public Builder id(String value) {
            fields.text("id", value);
            return this;
        }

        /**
         * The code.
         *
         * @param value the code
         * @return this
         */
        public Builder regCode(String value) {
            fields.text("reg_code", value);
            return this;
        }

        /**
         * Its second part.
         *
         * @param value the text
         * @return this
         */
        public Builder regCode2(String value) {
            fields.text("reg_code2", value);
            return this;
        }

        /**
         * The last day on which it may be used.
         *
         * @param day the day
         * @return this
         */
        public Builder maxActivationDate(LocalDate day) {
            fields.text("max_activation_date", Objects.requireNonNull(day, "day").toString());
            return this;
        }

        /**
         * How long what it gives lasts.
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
         * Ends the building; the builder may go on for another one.
         *
         * @return the request
         */
        public RegistrationCodeUpdate build() {
            return new RegistrationCodeUpdate(fields.copy());
        }
    }
}
