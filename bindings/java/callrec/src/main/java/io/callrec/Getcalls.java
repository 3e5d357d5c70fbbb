package io.callrec;

import io.callrec.internal.abi.Layouts;
import io.callrec.internal.abi.NativeClient;
import io.callrec.internal.abi.NativeSystem;
import io.callrec.internal.ffi.Symbol;
import java.time.LocalDate;
import java.util.Objects;

/**
 * A client of a getcalls service (SEED).
 *
 * <p>Any number of threads may share one. Building a client sends nothing. Calls throw {@link CallrecException}:
 * {@link ErrorKind#AUTH}, {@link ErrorKind#FORBIDDEN}, {@link ErrorKind#NOT_FOUND}, {@link ErrorKind#RATE_LIMITED},
 * {@link ErrorKind#SERVICE}, {@link ErrorKind#NOT_DATA} and the kinds of the wire. Interrupting the thread that waits
 * ends the call with {@link ErrorKind#CANCELLED}. After {@link #close()} every call is an {@link
 * IllegalStateException}.
 */
public final class Getcalls implements AutoCloseable {
    private final NativeClient client;

    private Getcalls(NativeClient client) {
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
     * A client configured by {@code CALLREC_GETCALLS_URL}, {@code CALLREC_GETCALLS_USERNAME} and
     * {@code CALLREC_GETCALLS_PASSWORD}.
     *
     * @return the client, to be closed
     * @throws CallrecException {@link ErrorKind#CONFIG} if it cannot work
     */
    public static Getcalls fromEnvironment() {
        return builder().environment().build();
    }

    /**
     * The records of a profile between two days, asked for in windows of at most one calendar month, one after the
     * other.
     *
     * @param profile the profile (customer number)
     * @param start the first day
     * @param end the day after the last one
     * @return the records, to be closed
     */
    public Reader<GetcallsRow> getCalls(String profile, LocalDate start, LocalDate end) {
        return read(profile, start, Objects.requireNonNull(end, "end").toString());
    }

    /**
     * The records of a profile from a day on, asked for once without an end, which the service takes for today. Only in
     * JSON.
     *
     * @param profile the profile (customer number)
     * @param start the first day
     * @return the records, to be closed
     * @throws CallrecException {@link ErrorKind#INVALID_ARGUMENT} with {@link GetcallsFormat#CSV}
     */
    public Reader<GetcallsRow> getCalls(String profile, LocalDate start) {
        return read(profile, start, null);
    }

    private Reader<GetcallsRow> read(String profile, LocalDate start, String end) {
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(start, "start");
        return client.reader(Report.GETCALLS::reader, Symbol.GETCALLS_GET_CALLS, profile, start.toString(), end);
    }

    /**
     * The same records with one reader a window of at most one calendar month, four at once; what comes for a window
     * replaces what came for it before.
     *
     * @param profile the profile (customer number)
     * @param start the first day
     * @param end the day after the last one
     * @return one result a window, whose key is as {@code 2026-01-15..2026-02-01}; to be closed
     */
    public FanOut<GetcallsRow> getCallsByWindow(String profile, LocalDate start, LocalDate end) {
        return getCallsByWindow(profile, start, end, FanOut.DEFAULT_CONCURRENCY, FanOutOrder.IN_ORDER);
    }

    /**
     * The same records with one reader a window of at most one calendar month.
     *
     * @param profile the profile (customer number)
     * @param start the first day
     * @param end the day after the last one
     * @param concurrency how many windows are opened at once; at least 1
     * @param order in which order the results come
     * @return one result a window, whose key is as {@code 2026-01-15..2026-02-01}; to be closed
     */
    public FanOut<GetcallsRow> getCallsByWindow(
            String profile, LocalDate start, LocalDate end, int concurrency, FanOutOrder order) {
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        Objects.requireNonNull(order, "order");
        int many = DecodingBuilder.atLeastOne("concurrency", concurrency);
        return client.fanOut(
                Report.GETCALLS::fanOut,
                Symbol.GETCALLS_GET_CALLS_BY_WINDOW,
                profile,
                start.toString(),
                end.toString(),
                many,
                order.code());
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
        private static final String ENVIRONMENT = "CALLREC_GETCALLS_";

        private Builder() {
            super(Layouts.GETCALLS_OPTIONS, "password");
        }

        /**
         * Takes address, user name and password from {@code CALLREC_GETCALLS_URL}, {@code …_USERNAME} and
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
         * Where the service is. Must be set.
         *
         * @param url {@code https}, or {@code http} to this machine; what stands before {@code /cdrs/getcalls}
         * @return this
         */
        public Builder baseUrl(String url) {
            options.text("base_url", url);
            return this;
        }

        /**
         * User name and password, as they are: callrec encodes them. Must be set.
         *
         * @param username the user name, not empty
         * @param password the password, not empty; copied. {@link #build()} wipes the copy
         * @return this
         */
        public Builder credentials(String username, char[] password) {
            options.text("username", username);
            options.secret("password", password);
            return this;
        }

        /**
         * The format that is asked for.
         *
         * @param format the format; default {@link GetcallsFormat#JSON}
         * @return this
         */
        public Builder format(GetcallsFormat format) {
            options.int32("format", Objects.requireNonNull(format, "format").code());
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
        public Getcalls build() {
            return open(NativeSystem.GETCALLS, Getcalls::new);
        }
    }
}
