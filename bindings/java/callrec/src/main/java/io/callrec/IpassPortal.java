package io.callrec;

import io.callrec.internal.abi.Layouts;
import io.callrec.internal.abi.NativeClient;
import io.callrec.internal.abi.NativeSystem;
import io.callrec.internal.ffi.Symbol;
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
    private final NativeClient client;

    private IpassPortal(NativeClient client) {
        this.client = client;
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
        client.run(Symbol.IPASS_PORTAL_LOGIN);
    }

    /**
     * The CDRs of a month.
     *
     * @param company the company's id, usually the one of the user (SEED)
     * @param month the month
     * @return the records, to be closed
     */
    public Reader<IpassCdr> monthlyCdr(String company, YearMonth month) {
        return read(Report.IPASS_CDR, Symbol.IPASS_PORTAL_MONTHLY_CDR, company, text(month));
    }

    /**
     * The CDRs of a day.
     *
     * @param company the company's id
     * @param day the day, in GMT
     * @return the records, to be closed
     */
    public Reader<IpassCdr> dailyCdr(String company, LocalDate day) {
        return read(Report.IPASS_CDR, Symbol.IPASS_PORTAL_DAILY_CDR, company, text(day));
    }

    /**
     * The corrections, of prior months, that belong to a month's bill. None at all is the usual case.
     *
     * @param company the company's id
     * @param month the month of the correction
     * @return the records, to be closed
     */
    public Reader<IpassCdr> monthlyAdjustmentCdr(String company, YearMonth month) {
        return read(Report.IPASS_CDR, Symbol.IPASS_PORTAL_MONTHLY_ADJUSTMENT_CDR, company, text(month));
    }

    /**
     * The corrections, of prior months, of a day.
     *
     * @param company the company's id
     * @param day the day of the correction
     * @return the records, to be closed
     */
    public Reader<IpassCdr> dailyAdjustmentCdr(String company, LocalDate day) {
        return read(Report.IPASS_CDR, Symbol.IPASS_PORTAL_DAILY_ADJUSTMENT_CDR, company, text(day));
    }

    /**
     * The network and client users of a month, from XML or CSV, whichever the portal sends.
     *
     * @param company the company's id
     * @param month the month
     * @return the records, to be closed
     */
    public Reader<NetworkUser> networkUsers(String company, YearMonth month) {
        return read(Report.IPASS_NETWORK_USERS, Symbol.IPASS_PORTAL_NETWORK_USERS, company, text(month));
    }

    /**
     * The network and client users of a month from the portal's CSV report.
     *
     * @param company the company's id
     * @param month the month
     * @return the records, to be closed
     */
    public Reader<NetworkUser> networkUsersCsv(String company, YearMonth month) {
        return read(Report.IPASS_NETWORK_USERS, Symbol.IPASS_PORTAL_NETWORK_USERS_CSV, company, text(month));
    }

    /**
     * The child companies of an account.
     *
     * @param company the parent's id
     * @return the records, to be closed
     */
    public Reader<Company> childCompanies(String company) {
        Objects.requireNonNull(company, "company");
        return client.reader(Report.COMPANIES::reader, Symbol.IPASS_PORTAL_CHILD_COMPANIES, company);
    }

    /**
     * A custom report of the child companies in a month: a zip archive.
     *
     * @param company the parent's id
     * @param month the month
     * @param file the report's name as the provider gives it (SEED)
     * @return the document, to be saved and closed
     */
    public Document childCustomReport(String company, YearMonth month, String file) {
        Objects.requireNonNull(company, "company");
        Objects.requireNonNull(file, "file");
        return client.document(Document::new, Symbol.IPASS_PORTAL_CHILD_CUSTOM_REPORT, company, text(month), file);
    }

    /**
     * The CDRs of a month of an account and of each of its child companies, four at once, the parent first.
     *
     * @param parent the parent's id
     * @param month the month
     * @return one result a company, whose key is the company's id; to be closed
     */
    public FanOut<IpassCdr> monthlyCdrOfAll(String parent, YearMonth month) {
        return monthlyCdrOfAll(parent, month, FanOut.DEFAULT_CONCURRENCY, FanOutOrder.IN_ORDER);
    }

    /**
     * The CDRs of a month of an account and of each of its child companies.
     *
     * @param parent the parent's id
     * @param month the month
     * @param concurrency how many reports are opened at once; at least 1
     * @param order in which order the results come
     * @return one result a company, whose key is the company's id; to be closed
     */
    public FanOut<IpassCdr> monthlyCdrOfAll(String parent, YearMonth month, int concurrency, FanOutOrder order) {
        return fanOut(Symbol.IPASS_PORTAL_MONTHLY_CDR_OF_ALL, parent, month, concurrency, order);
    }

    /**
     * The CDRs of each day of a month, one report a day, four at once.
     *
     * @param company the company's id
     * @param month the month
     * @return one result a day, whose key is the day as in {@code 2026-09-30}; to be closed
     */
    public FanOut<IpassCdr> dailyCdrOfMonth(String company, YearMonth month) {
        return dailyCdrOfMonth(company, month, FanOut.DEFAULT_CONCURRENCY, FanOutOrder.IN_ORDER);
    }

    /**
     * The CDRs of each day of a month, one report a day.
     *
     * @param company the company's id
     * @param month the month
     * @param concurrency how many reports are opened at once; at least 1
     * @param order in which order the results come
     * @return one result a day, whose key is the day as in {@code 2026-09-30}; to be closed
     */
    public FanOut<IpassCdr> dailyCdrOfMonth(String company, YearMonth month, int concurrency, FanOutOrder order) {
        return fanOut(Symbol.IPASS_PORTAL_DAILY_CDR_OF_MONTH, company, month, concurrency, order);
    }

    private FanOut<IpassCdr> fanOut(
            Symbol operation, String company, YearMonth month, int concurrency, FanOutOrder order) {
        Objects.requireNonNull(company, "company");
        Objects.requireNonNull(order, "order");
        int many = DecodingBuilder.atLeastOne("concurrency", concurrency);
        return client.fanOut(Report.IPASS_CDR::fanOut, operation, company, text(month), many, order.code());
    }

    private <T extends ReportRecord> Reader<T> read(
            Report<T> report, Symbol operation, String company, String period) {
        Objects.requireNonNull(company, "company");
        return client.reader(report::reader, operation, company, period);
    }

    private static String text(Object monthOrDay) {
        return Objects.requireNonNull(monthOrDay, "period").toString();
    }

    /**
     * The users of companies that the portal hosts, through this client and its session.
     *
     * @return the operations on them; closed with this client
     */
    public HostedUsers hostedUsers() {
        client.requireOpen();
        return new HostedUsers(client);
    }

    /**
     * A client for dry runs of the same session: the writes of {@link #hostedUsers()} that go through it send nothing
     * and tell what they would have sent, {@link OutcomeState#PLANNED}. Reads, also those that a write makes first,
     * are still made. It is cancelled with this client.
     *
     * @return the client, to be closed by itself
     */
    public IpassPortal dryRun() {
        return client.derive(IpassPortal::new, Symbol.IPASS_PORTAL_DRY_RUN);
    }

    /**
     * Cancels all that goes on for this client, for good, from any thread: its calls and readers end with
     * {@link ErrorKind#CANCELLED}, and so does every later call. Does not wait. Meant for the end of a program; one
     * reader is ended by {@link Reader#cancel()}.
     */
    public void cancel() {
        client.cancel();
    }

    /**
     * Releases the client and forgets its session and password. Calls that other threads are inside, and readers that
     * it gave, go on. A second call does nothing.
     */
    @Override
    public void close() {
        client.close();
    }

    /** What a client is built from. Not for many threads at once. */
    public static final class Builder extends ConnectionBuilder<Builder> {
        private static final String ENVIRONMENT = "CALLREC_IPASS_PORTAL_";

        private Builder() {
            super(Layouts.IPASS_PORTAL_OPTIONS, "password");
        }

        /**
         * Takes address, user name and password from {@code CALLREC_IPASS_PORTAL_URL}, {@code …_USERNAME} and
         * {@code …_PASSWORD}, where they are set.
         *
         * @return this
         */
        public Builder environment() {
            environment(ENVIRONMENT + "URL", this::baseUrl);
            environment(ENVIRONMENT + "USERNAME", name -> options.text("username", name));
            environment(ENVIRONMENT + "PASSWORD", password -> options.secret("password", password.toCharArray()));
            return this;
        }

        /**
         * Where the portal is; default {@code https://openmobile.ipass.com} (SEED).
         *
         * @param url {@code https}, or {@code http} to this machine
         * @return this
         */
        public Builder baseUrl(String url) {
            options.text("base_url", url);
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
            options.text("username", username);
            options.secret("password", password);
            return this;
        }

        /**
         * How to log in.
         *
         * @param method the method; default {@link LoginMethod#POST_FORM}
         * @return this
         */
        public Builder loginMethod(LoginMethod method) {
            options.int32("login_method", Objects.requireNonNull(method, "method").code());
            return this;
        }

        /**
         * The realm that names of hosted users must end in: another one is refused before it is sent.
         *
         * @param realm such as {@code roaming.example.com}; default any
         * @return this
         */
        public Builder realm(String realm) {
            options.text("realm", realm);
            return this;
        }

        /**
         * The value of the query parameter {@code User-Agent}.
         *
         * @param value the value; default {@code apiuser} (SEED); empty sends none
         * @return this
         */
        public Builder userAgentParameter(String value) {
            options.text("user_agent_parameter", value);
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
            return open(NativeSystem.IPASS_PORTAL, IpassPortal::new);
        }
    }
}
