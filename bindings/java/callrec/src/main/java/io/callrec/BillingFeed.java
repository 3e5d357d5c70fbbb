package io.callrec;

import io.callrec.internal.abi.Layouts;
import io.callrec.internal.abi.NativeClient;
import io.callrec.internal.abi.NativeCursor;
import io.callrec.internal.abi.NativeSystem;
import io.callrec.internal.ffi.Symbol;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A client of a billing feed for one login (SEED).
 *
 * <pre>{@code
 * try (BillingFeed feed = BillingFeed.fromEnvironment();
 *         Reader<BillingFeedRow> rows = feed.collect(FeedCursor.load(file))) {
 *     for (BillingFeedRow row : rows) { … }
 *     List<Quarantined> aside = rows.takeQuarantined(); // could not be read, and does not come again: keep it, too
 *     rows.cursor().save(file); // after both are safe
 * }
 * }</pre>
 *
 * <p>Any number of threads may share one. Building a client sends nothing. Calls throw {@link CallrecException}:
 * {@link ErrorKind#AUTH}, {@link ErrorKind#FORBIDDEN}, {@link ErrorKind#NOT_FOUND}, {@link ErrorKind#RATE_LIMITED},
 * {@link ErrorKind#SERVICE}, {@link ErrorKind#NOT_DATA} and the kinds of the wire. Interrupting the thread that waits
 * ends the call with {@link ErrorKind#CANCELLED}. After {@link #close()} every call is an {@link
 * IllegalStateException}.
 */
public final class BillingFeed implements AutoCloseable {
    private static final int WHOLE_DAY = -1;
    private static final int LAST_HOUR = 23;

    private final NativeClient client;

    private BillingFeed(NativeClient client) {
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
     * A client configured by {@code CALLREC_BILLING_FEED_URL}, {@code CALLREC_BILLING_FEED_USERNAME} and
     * {@code CALLREC_BILLING_FEED_PASSWORD}.
     *
     * @return the client, to be closed
     * @throws CallrecException {@link ErrorKind#CONFIG} if it cannot work
     */
    public static BillingFeed fromEnvironment() {
        return builder().environment().build();
    }

    /**
     * All rows after a cursor, page after page. Every row that can be read comes once, over any number of runs, as long
     * as each reads to the end and the program keeps {@link Reader#cursor()} together with the rows; a run that stops
     * before has the rows of a batch that it has half read come again in the next one. A row that cannot be read is
     * {@linkplain Reader#takeQuarantined() set aside} once. The first page begins with the last row that was handed on,
     * which proves that the feed is the same one; it is not handed on again.
     *
     * @param cursor how far the feed has been collected
     * @return the records, to be closed; reading them may also throw {@link ErrorKind#CONTINUITY_BROKEN},
     *     {@link ErrorKind#ROW_REVISED} and {@link ErrorKind#NO_PROGRESS}
     * @throws CallrecException {@link ErrorKind#WRONG_STATE} if the cursor is of another feed, login or selection
     */
    public Reader<BillingFeedRow> collect(FeedCursor cursor) {
        Objects.requireNonNull(cursor, "cursor");
        return client.reader(
                rows -> new Reader<>(Report.BILLING_FEED, rows, true),
                Symbol.BILLING_FEED_COLLECT,
                new NativeCursor(cursor.text()));
    }

    /**
     * One page as it comes, with nothing dropped.
     *
     * @param fromId the row to begin with, unsigned, not 0: see {@link #firstPage()}
     * @return the records, to be closed
     */
    public Reader<BillingFeedRow> page(long fromId) {
        return client.reader(Report.BILLING_FEED::reader, Symbol.BILLING_FEED_PAGE, fromId);
    }

    /**
     * What the service gives for {@code fromid=0}, which may be all rows that it has.
     *
     * @return the records, to be closed
     */
    public Reader<BillingFeedRow> firstPage() {
        return client.reader(Report.BILLING_FEED::reader, Symbol.BILLING_FEED_FIRST_PAGE);
    }

    /**
     * The rows of a day.
     *
     * @param day the day, of no stated zone
     * @return the records, to be closed
     */
    public Reader<BillingFeedRow> day(LocalDate day) {
        return rowsOf(day, WHOLE_DAY);
    }

    /**
     * The rows of one hour of a day.
     *
     * @param day the day, of no stated zone
     * @param hour 0 to 23
     * @return the records, to be closed
     */
    public Reader<BillingFeedRow> day(LocalDate day, int hour) {
        if (hour < 0 || hour > LAST_HOUR) {
            throw new IllegalArgumentException("an hour is 0 to 23, not " + hour);
        }
        return rowsOf(day, hour);
    }

    private Reader<BillingFeedRow> rowsOf(LocalDate day, int hour) {
        String text = Objects.requireNonNull(day, "day").toString();
        return client.reader(Report.BILLING_FEED::reader, Symbol.BILLING_FEED_DAY, text, hour);
    }

    /**
     * Opens a recording. Only the feed's own host and {@link Builder#recordingHost} are asked.
     *
     * @param address what {@link BillingFeedRow#recording()} gives
     * @return the recording, to be saved and closed
     */
    public Document recording(String address) {
        Objects.requireNonNull(address, "address");
        return client.document(Document::new, Symbol.BILLING_FEED_RECORDING, address);
    }

    /**
     * All rows of several feeds, each after its cursor. A feed that is cancelled ends its own part: its result is a
     * failure of {@link ErrorKind#CANCELLED}, and its reader ends with that; the others go on. Two feeds of one base
     * URL, login and selection are {@link ErrorKind#INVALID_ARGUMENT}, since their rows would come twice.
     *
     * @param feeds each feed with its cursor, in an order of its own where that matters
     * @param concurrency how many feeds are opened at once; at least 1
     * @param order in which order the results come
     * @return one result a feed, whose key is the login, {@code LOGIN at BASE_URL} where feeds share one, or
     *     {@code LOGIN at BASE_URL (SELECTION)} where they share that, too; to be closed
     */
    public static FanOut<BillingFeedRow> collectAll(
            Map<BillingFeed, FeedCursor> feeds, int concurrency, FanOutOrder order) {
        List<NativeClient> clients = new ArrayList<>();
        List<String> cursors = new ArrayList<>();
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(feeds, "feeds").forEach((feed, cursor) -> {
            clients.add(Objects.requireNonNull(feed, "feed").client);
            cursors.add(Objects.requireNonNull(cursor, "cursor").text());
        });
        int many = DecodingBuilder.atLeastOne("concurrency", concurrency);
        return NativeClient.collectAll(
                clients, cursors, many, order.code(), results -> new FanOut<>(Report.BILLING_FEED, results, true));
    }

    /**
     * Cancels all that goes on for this client, for good, from any thread: its calls and readers end with
     * {@link ErrorKind#CANCELLED}, and so does every later call. Does not wait. Meant for the end of a program.
     */
    public void cancel() {
        client.cancel();
    }

    /**
     * Releases the client and forgets its password. Calls that other threads are inside, and readers that it gave, go
     * on. A second call does nothing.
     */
    @Override
    public void close() {
        client.close();
    }

    /** What a client is built from. Not for many threads at once. */
    public static final class Builder extends ConnectionBuilder<Builder> {
        private static final String ENVIRONMENT = "CALLREC_BILLING_FEED_";

        private Builder() {
            super(Layouts.BILLING_FEED_OPTIONS, "password");
        }

        /**
         * Takes address, login and password from {@code CALLREC_BILLING_FEED_URL}, {@code …_USERNAME} and
         * {@code …_PASSWORD}, where they are set.
         *
         * @return this
         */
        public Builder environment() {
            environment(ENVIRONMENT + "URL", this::baseUrl);
            environment(ENVIRONMENT + "USERNAME", login -> options.text("login", login));
            environment(ENVIRONMENT + "PASSWORD", password -> options.secret("password", password.toCharArray()));
            return this;
        }

        /**
         * Where the service is. Must be set.
         *
         * @param url {@code https}, or {@code http} to this machine; what stands before {@code /billing/feed}
         * @return this
         */
        public Builder baseUrl(String url) {
            options.text("base_url", url);
            return this;
        }

        /**
         * Login and password, as they are: callrec encodes them. Must be set.
         *
         * @param login the login of the account, not empty
         * @param password the password, not empty; copied. {@link #build()} wipes the copy
         * @return this
         */
        public Builder credentials(String login, char[] password) {
            options.text("login", login);
            options.secret("password", password);
            return this;
        }

        /**
         * A host other than the feed's that recordings may be fetched from.
         *
         * @param host its name; default none
         * @return this
         */
        public Builder recordingHost(String host) {
            options.text("recording_host", host);
            return this;
        }

        /**
         * How the feed is asked.
         *
         * @param method the method; default {@link FeedMethod#GET}
         * @return this
         */
        public Builder method(FeedMethod method) {
            options.int32("method", Objects.requireNonNull(method, "method").code());
            return this;
        }

        /**
         * The format that is asked for.
         *
         * @param format the format; default {@link FeedFormat#PROVIDER}
         * @return this
         */
        public Builder format(FeedFormat format) {
            options.int32("format", Objects.requireNonNull(format, "format").code());
            return this;
        }

        /**
         * Asks for calls only.
         *
         * @param only default false
         * @return this
         */
        public Builder callsOnly(boolean only) {
            options.int32("calls_only", only ? 1 : 0);
            return this;
        }

        /**
         * Asks for services other than calls only.
         *
         * @param only default false
         * @return this
         */
        public Builder servicesOnly(boolean only) {
            options.int32("services_only", only ? 1 : 0);
            return this;
        }

        /**
         * How many ids before the last one every run compares again, so that a revised row is found out.
         *
         * @param ids 0 to 16,777,216; default 0
         * @return this
         */
        public Builder lookBack(long ids) {
            options.int64("look_back", ids);
            return this;
        }

        /**
         * The most pages of one {@link BillingFeed#collect}, above which it ends with {@link ErrorKind#LIMIT}.
         *
         * @param pages at least 1; default 100000
         * @return this
         */
        public Builder pageLimit(int pages) {
            options.int64("page_limit", atLeastOne("pages", pages));
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
        public BillingFeed build() {
            return open(NativeSystem.BILLING_FEED, BillingFeed::new);
        }
    }
}
