package io.callrec;

import io.callrec.internal.abi.Fields;
import io.callrec.internal.abi.Layouts;

/**
 * What a cost center is to become: {@link IpassRest#updateCostCenter}. Immutable; what must be set is looked at when
 * it is sent.
 */
public final class CostCenterUpdate {
    /** What is set, by the names of the header. */
    final Fields fields;

    private CostCenterUpdate(Fields fields) {
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
        return "CostCenterUpdate" + fields;
    }

    /** What is to be sent. Not for many threads at once. */
    public static final class Builder {
        private final Fields fields = new Fields(Layouts.COST_CENTER_UPDATE);

        private Builder() {}

        /**
         * The provider's id of it. Must be set.
         *
         * @param value {@link CostCenter#id()}
         * @return this
         */
        public Builder id(String value) {
            fields.text("id", value);
            return this;
        }

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
        public CostCenterUpdate build() {
            return new CostCenterUpdate(fields.copy());
        }
    }
}
