package io.callrec;

import io.callrec.internal.abi.Fields;
import io.callrec.internal.abi.Layouts;

/**
 * A cost center to be created: {@link IpassRest#createCostCenter}. Immutable; what must be set is looked at when it is
 * sent.
 */
public final class NewCostCenter {
    /** What is set, by the names of the header. */
    final Fields fields;

    private NewCostCenter(Fields fields) {
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
        return "NewCostCenter" + fields;
    }

    /** What is to be sent. Not for many threads at once. */
    public static final class Builder {
        private final Fields fields = new Fields(Layouts.NEW_COST_CENTER);

        private Builder() {}

        /**
         * The account's own id. Must be set.
         *
         * @param value the id
         * @return this
         */
        public Builder costId(String value) {
            fields.text("cost_id", value);
            return this;
        }

        /**
         * The name. Must be set.
         *
         * @param value the name
         * @return this
         */
        public Builder name(String value) {
            fields.text("name", value);
            return this;
        }

        /**
         * The child company that it is for.
         *
         * @param value its id
         * @return this
         */
        public Builder childCompany(String value) {
            fields.text("child_company", value);
            return this;
        }

        /**
         * Ends the building; the builder may go on for another one.
         *
         * @return the request
         */
        public NewCostCenter build() {
            return new NewCostCenter(fields.copy());
        }
    }
}
