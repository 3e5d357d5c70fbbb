package io.callrec;

import io.callrec.internal.Backends;
import io.callrec.internal.NativePortal;
import io.callrec.internal.Operation;
import io.callrec.internal.PortalConfig;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Objects;

/**
 * A client of the iPass Open Mobile portal.
 *
 * <p>One client holds one session, which it renews once when it has ended. Any number of threads may share it. Building
 * a client sends nothing; the first call logs in. Wrong credentials are sent once and never again by the same client,
 * because accounts lock.
 *
 * <p>Every call that downloads returns when the answer has begun; the body arrives while its {@link Reader} is read.
 * Calls throw {@link CallrecException}: {@link ErrorKind#AUTH}, {@link ErrorKind#FORBIDDEN},
 * {@link ErrorKind#NOT_FOUND}, {@link ErrorKind#NOT_DATA}, and the kinds of the wire. Interrupting the thread that
 * waits ends the call with {@link ErrorKind#CANCELLED}. After {@link #close()} every call is an
 * {@link IllegalStateException}.
 *
 * <p>A month is the month of the transactions' end in GMT (DOC). Monthly and daily files are views of the same
 * sessions, and adjustments amend prior months: they are never to be summed together.
 */
public final class IpassPortal implements AutoCloseable {
    private final NativePortal portal;

    private IpassPortal(NativePortal portal) {
        this.portal = portal;
    }

    /**
     * Begins the configuration of a client.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A client configured by {@code CALLREC_IPASS_PORTAL_URL} (optional), {@code CALLREC_IPASS_PORTAL_USERNAME} and
     * {@code CALLREC_IPASS_PORTAL_PASSWORD}.
     *
     * @return the client, to be closed
     * @throws CallrecException {@link ErrorKind#CONFIG} if it cannot work
     */
    public static IpassPortal fromEnvironment() {
        return builder().environment().build();
    }

    /**
     * Logs in now rather than with the first report: a check of the credentials.
     *
     * @throws CallrecException {@link ErrorKind#AUTH} if they are refused
     */
    public void login() {
        portal.login();
    }

    /**
     * The CDRs of a month.
     *
     * @param company the company's id, usually the one of the user (SEED)
     * @param month the month
     * @return the records, to be closed
     */
    public Reader<IpassCdr> monthlyCdr(String company, YearMonth month) {
        return read(Report.IPASS_CDR, Operation.MONTHLY_CDR, company, period(month));
    }

    /**
     * The CDRs of a day.
     *
     * @param company the company's id
     * @param day the day, in GMT
     * @return the records, to be closed
     */
    public Reader<IpassCdr> dailyCdr(String company, LocalDate day) {
        return read(Report.IPASS_CDR, Operation.DAILY_CDR, company, period(day));
    }

    /**
     * The corrections, of prior months, that belong to a month's bill. None at all is the usual case.
     *
     * @param company the company's id
     * @param month the month of the correction
     * @return the records, to be closed
     */
    public Reader<IpassCdr> monthlyAdjustmentCdr(String company, YearMonth month) {
        return read(Report.IPASS_CDR, Operation.MONTHLY_ADJUSTMENT_CDR, company, period(month));
    }

    /**
     * The corrections, of prior months, of a day.
     *
     * @param company the company's id
     * @param day the day of the correction
     * @return the records, to be closed
     */
    public Reader<IpassCdr> dailyAdjustmentCdr(String company, LocalDate day) {
        return read(Report.IPASS_CDR, Operation.DAILY_ADJUSTMENT_CDR, company, period(day));
    }

    /**
     * The network and client users of a month, from XML or CSV, whichever the portal sends.
     *
     * @param company the company's id
     * @param month the month
     * @return the records, to be closed
     */
    public Reader<NetworkUser> networkUsers(String company, YearMonth month) {
        return read(Report.IPASS_NETWORK_USERS, Operation.NETWORK_USERS, company, period(month));
    }

    /**
     * The network and client users of a month from the portal's CSV report.
     *
     * @param company the company's id
     * @param month the month
     * @return the records, to be closed
     */
    public Reader<NetworkUser> networkUsersCsv(String company, YearMonth month) {
        return read(Report.IPASS_NETWORK_USERS, Operation.NETWORK_USERS_CSV, company, period(month));
    }

    /**
     * The child companies of an account.
     *
     * @param company the parent's id
     * @return the records, to be closed
     */
    public Reader<Company> childCompanies(String company) {
        return read(Report.COMPANIES, Operation.CHILD_COMPANIES, company, null);
    }

    private <T extends ReportRecord> Reader<T> read(
            Report<T> report, Operation operation, String company, String period) {
        Objects.requireNonNull(company, "company");
        return new Reader<>(report, portal.read(operation, company, period));
    }

    private static String period(Object monthOrDay) {
        return Objects.requireNonNull(monthOrDay, "period").toString();
    }

    /**
     * Cancels all that goes on for this client, for good, from any thread: its calls and readers end with
     * {@link ErrorKind#CANCELLED}, and so does every later call. Does not wait. Meant for the end of a program; one
     * reader is ended by {@link Reader#cancel()}.
     */
    public void cancel() {
        portal.cancel();
    }

    /**
     * Releases the client and forgets its session and password. Calls that other threads are inside, and readers that
     * it gave, go on. A second call does nothing.
     */
    @Override
    public void close() {
        portal.close();
    }

    /** What a client is built from. Not for many threads at once. */
    public static final class Builder {
        private static final String ENVIRONMENT = "CALLREC_IPASS_PORTAL_";

        private final PortalConfig config = new PortalConfig();

        private Builder() {}

        /**
         * Takes address, user name and password from {@code CALLREC_IPASS_PORTAL_URL}, {@code …_USERNAME} and
         * {@code …_PASSWORD}, where they are set.
         *
         * @return this
         */
        public Builder environment() {
            String url = System.getenv(ENVIRONMENT + "URL");
            if (url != null) {
                baseUrl(url);
            }
            String username = System.getenv(ENVIRONMENT + "USERNAME");
            String password = System.getenv(ENVIRONMENT + "PASSWORD");
            if (username != null && password != null) {
                credentials(username, password.toCharArray());
            }
            return this;
        }

        /**
         * Where the portal is; default {@code https://openmobile.ipass.com} (SEED).
         *
         * @param url {@code https}, or {@code http} to this machine
         * @return this
         */
        public Builder baseUrl(String url) {
            config.baseUrl = Objects.requireNonNull(url, "url");
            return this;
        }

        /**
         * Sends credentials and records in the clear if the base URL is plain http to another machine.
         *
         * @return this
         */
        public Builder allowPlainHttp() {
            config.allowPlainHttp = true;
            return this;
        }

        /**
         * User name and password, as they are: callrec encodes them.
         *
         * @param username the login name, not empty
         * @param password the password, not empty; copied, so that the caller may wipe its array. {@link #build()}
         *     wipes the copy
         * @return this
         */
        public Builder credentials(String username, char[] password) {
            config.wipe();
            config.username = Objects.requireNonNull(username, "username");
            config.password = password.clone();
            return this;
        }

        /**
         * How to log in.
         *
         * @param method the method; default {@link LoginMethod#POST_FORM}
         * @return this
         */
        public Builder loginMethod(LoginMethod method) {
            config.loginMethod = Objects.requireNonNull(method, "method");
            return this;
        }

        /**
         * The value of the query parameter {@code User-Agent}.
         *
         * @param value the value; default {@code apiuser} (SEED); empty sends none
         * @return this
         */
        public Builder userAgentParameter(String value) {
            config.userAgentParameter = Objects.requireNonNull(value, "value");
            return this;
        }

        /**
         * The limit for one connection, name service and TLS included.
         *
         * @param limit more than zero, to the millisecond; default 10 s
         * @return this
         */
        public Builder connectTimeout(Duration limit) {
            config.connectTimeout = positive(limit);
            return this;
        }

        /**
         * The limit for silence: no byte from the network, before or within the body.
         *
         * @param limit more than zero, to the millisecond; default 30 s
         * @return this
         */
        public Builder idleTimeout(Duration limit) {
            config.idleTimeout = positive(limit);
            return this;
        }

        /**
         * The limit for all waiting of one call or reader, other tries included. Only waiting for the network counts: a
         * slow consumer does not trip it.
         *
         * @param limit more than zero, to the millisecond; default none
         * @return this
         */
        public Builder timeout(Duration limit) {
            config.timeout = positive(limit);
            return this;
        }

        /**
         * How often a read is tried in all. Only what may pass is tried again, and only before the first record.
         *
         * @param tries at least 1; default 3
         * @return this
         */
        public Builder tries(int tries) {
            if (tries < 1) {
                throw new IllegalArgumentException("tries must be at least 1, not " + tries);
            }
            config.tries = tries;
            return this;
        }

        /**
         * Goes through a proxy. None is used unless named here: environment and system properties are not looked at.
         *
         * @param url {@code http://[user:password@]host:port}
         * @return this
         */
        public Builder proxy(String url) {
            config.proxy = Objects.requireNonNull(url, "url");
            return this;
        }

        /**
         * Trusts an authority beside those of the system.
         *
         * @param pem its certificate as PEM text
         * @return this
         */
        public Builder extraRootCertificate(String pem) {
            config.extraRootCertificate = Objects.requireNonNull(pem, "pem");
            return this;
        }

        /**
         * Makes the first record that would be set aside an error, {@link ErrorKind#STRICT}.
         *
         * @param strict default false
         * @return this
         */
        public Builder strict(boolean strict) {
            config.decoding.strict = strict;
            return this;
        }

        /**
         * How many records cross the native border at a time.
         *
         * @param rows at least 1; default 8192
         * @return this
         */
        public Builder batchRows(int rows) {
            if (rows < 1) {
                throw new IllegalArgumentException("rows must be at least 1, not " + rows);
            }
            config.decoding.batchRows = rows;
            return this;
        }

        /**
         * Builds the client. Sends nothing. Wipes this builder's copy of the password: another client needs
         * {@link #credentials} again.
         *
         * @return the client, to be closed
         * @throws CallrecException {@link ErrorKind#CONFIG} or {@link ErrorKind#INVALID_ARGUMENT} if it cannot work, or
         *     the native library cannot be loaded
         */
        public IpassPortal build() {
            try {
                return new IpassPortal(Backends.get().portal(config));
            } finally {
                config.wipe();
            }
        }

        private static Duration positive(Duration limit) {
            if (limit.toMillis() < 1) {
                throw new IllegalArgumentException("a limit must be at least a millisecond, not " + limit);
            }
            return limit;
        }
    }
}
