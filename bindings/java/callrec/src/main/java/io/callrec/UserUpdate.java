package io.callrec;

import io.callrec.internal.abi.Fields;
import io.callrec.internal.abi.Layouts;

/**
 * What is to be changed of a user: only what is set. See {@link IpassRest#updateUser} and {@link
 * HostedUsers#updateUser}. Immutable; what must be set is looked at when it is sent.
 */
public final class UserUpdate {
    /** What is set, by the names of the header. */
    final Fields fields;

    private UserUpdate(Fields fields) {
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
        return "UserUpdate" + fields;
    }

    /** What is to be sent. Not for many threads at once. */
    public static final class Builder {
        private final Fields fields = new Fields(Layouts.USER_UPDATE);

        private Builder() {}

        /**
         * The login of the user to be changed. Must be set.
         *
         * @param login such as {@code anna@roaming.example.com}
         * @return this
         */
        public Builder username(String login) {
            fields.text("username", login);
            return this;
        }

        /**
         * The new e-mail address.
         *
         * @param address the address
         * @return this
         */
        public Builder email(String address) {
            fields.text("email", address);
            return this;
        }

        /**
         * The new first name.
         *
         * @param value the name
         * @return this
         */
        public Builder fname(String value) {
            fields.text("fname", value);
            return this;
        }

        /**
         * The new last name.
         *
         * @param value the name
         * @return this
         */
        public Builder lname(String value) {
            fields.text("lname", value);
            return this;
        }

        /**
         * The new password.
         *
         * @param password copied, and kept as long as this object
         * @return this
         */
        public Builder password(char[] password) {
            fields.secret("password", password);
            return this;
        }

        /**
         * The country, as ISO 3166 has it.
         *
         * @param value two letters
         * @return this
         */
        public Builder homeCountry(String value) {
            fields.text("home_country", value);
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
         * The language.
         *
         * @param value such as {@code en-US}
         * @return this
         */
        public Builder locale(String value) {
            fields.text("locale", value);
            return this;
        }

        /**
         * The most devices.
         *
         * @param count a count, at least 0
         * @return this
         */
        public Builder deviceLimit(long count) {
            if (count < 0) {
                throw new IllegalArgumentException("a limit must not be below zero, as " + count);
            }
            fields.int64("device_limit", count);
            return this;
        }

        /**
         * Whether the user may sign in to the portal.
         *
         * @param yes yes or no
         * @return this
         */
        public Builder enablePortalLogin(boolean yes) {
            fields.int32("enable_portal_login", yes ? 1 : 0);
            return this;
        }

        /**
         * Whether an e-mail is sent on activation.
         *
         * @param yes yes or no
         * @return this
         */
        public Builder notifyActivate(boolean yes) {
            fields.int32("notify_activate", yes ? 1 : 0);
            return this;
        }

        /**
         * Whether an e-mail is sent on suspension.
         *
         * @param yes yes or no
         * @return this
         */
        public Builder notifySuspend(boolean yes) {
            fields.int32("notify_suspend", yes ? 1 : 0);
            return this;
        }

        /**
         * Ends the building; the builder may go on for another one.
         *
         * @return the request
         */
        public UserUpdate build() {
            return new UserUpdate(fields.copy());
        }
    }
}
