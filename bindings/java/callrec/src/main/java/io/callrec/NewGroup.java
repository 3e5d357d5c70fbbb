package io.callrec;

import io.callrec.internal.abi.Fields;
import io.callrec.internal.abi.Layouts;
import java.util.List;

/**
 * A group to be created: {@link IpassRest#createGroup}. Immutable; what must be set is looked at when it is sent.
 */
public final class NewGroup {
    /** What is set, by the names of the header. */
    final Fields fields;

    private NewGroup(Fields fields) {
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
        return "NewGroup" + fields;
    }

    /** What is to be sent. Not for many threads at once. */
    public static final class Builder {
        private final Fields fields = new Fields(Layouts.NEW_GROUP);

        private Builder() {}

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
         * The plan of the group. Must be set.
         *
         * @param value {@link GroupPlan#id()}
         * @return this
         */
        public Builder groupPlanId(String value) {
            fields.text("group_plan_id", value);
            return this;
        }

        /**
         * The users of the group.
         *
         * @param logins their login names; copied
         * @return this
         */
        public Builder users(List<String> logins) {
            fields.texts("users", logins);
            return this;
        }

        /**
         * Ends the building; the builder may go on for another one.
         *
         * @return the request
         */
        public NewGroup build() {
            return new NewGroup(fields.copy());
        }
    }
}
