package io.callrec;

import io.callrec.internal.abi.Fields;
import io.callrec.internal.abi.Layout;
import io.callrec.internal.abi.Layouts;
import io.callrec.internal.abi.NativeClient;
import io.callrec.internal.abi.NativeSystem;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How a service is reached: the options that every client has. Not for many threads at once.
 *
 * @param <B> the builder itself
 */
public abstract class ConnectionBuilder<B extends ConnectionBuilder<B>> extends DecodingBuilder<B> {
    private static final int NEVER = -1;

    /** What the client is made of, by the names of the header. */
    final Fields options;
    /** How it is reached, likewise. */
    private final Fields connection = new Fields(Layouts.CONNECTION_OPTIONS);
    private final String secret;

    /**
     * Nothing but defaults.
     *
     * @param layout the client's options
     * @param secret the field of the password or key
     */
    ConnectionBuilder(Layout layout, String secret) {
        this.options = new Fields(layout);
        this.secret = secret;
        options.struct("connection", connection);
        connection.struct("decode", decoding);
    }

    /** Sets a variable of the environment, where it is there. */
    static void environment(String name, Consumer<String> take) {
        String value = Environment.get(name);
        if (value != null) {
            take.accept(value);
        }
    }

    /** Builds the client and forgets the password or key. */
    final <C> C open(NativeSystem system, Function<NativeClient, C> wrap) {
        try {
            return NativeClient.open(system, options, wrap);
        } finally {
            options.wipe(secret);
        }
    }

    /**
     * The limit for one connection, name service and TLS included.
     *
     * @param limit more than zero, to the millisecond; default 10 s
     * @return this
     */
    public final B connectTimeout(Duration limit) {
        connection.int64("connect_timeout_ms", positive("connectTimeout", limit));
        return self();
    }

    /**
     * The limit for silence: no byte from the network, before or within the body.
     *
     * @param limit more than zero, to the millisecond; default 30 s
     * @return this
     */
    public final B idleTimeout(Duration limit) {
        connection.int64("idle_timeout_ms", positive("idleTimeout", limit));
        return self();
    }

    /**
     * The limit for all waiting of one call or reader, other tries included. Only waiting for the network counts: a
     * slow consumer does not trip it.
     *
     * @param limit more than zero, to the millisecond; default none
     * @return this
     */
    public final B timeout(Duration limit) {
        connection.int64("total_timeout_ms", positive("timeout", limit));
        return self();
    }

    /**
     * How often a call is tried in all, where trying again does no harm: only what may pass is tried again, only before
     * the first record, and never what has effects and may have been carried out.
     *
     * @param tries at least 1; default 3
     * @return this
     */
    public final B tries(int tries) {
        connection.int32("tries", atLeastOne("tries", tries));
        return self();
    }

    /**
     * The longest pause before the second try; it doubles with each further one.
     *
     * @param limit more than zero, to the millisecond; default 500 ms
     * @return this
     */
    public final B retryPause(Duration limit) {
        connection.int64("retry_pause_ms", positive("retryPause", limit));
        return self();
    }

    /**
     * The longest pause that the server may ask for: one above is not waited for but told as
     * {@link ErrorKind#RATE_LIMITED}.
     *
     * @param limit more than zero, to the millisecond; default 5 minutes
     * @return this
     */
    public final B retryAfterLimit(Duration limit) {
        connection.int64("retry_after_limit_ms", positive("retryAfterLimit", limit));
        return self();
    }

    /**
     * How long after the first try further ones may begin.
     *
     * @param limit more than zero, to the millisecond; default 15 minutes
     * @return this
     */
    public final B retryWithin(Duration limit) {
        connection.int64("retry_within_ms", positive("retryWithin", limit));
        return self();
    }

    /**
     * After how many exchanges in a row that failed, of all clients as for {@link #concurrency}, nothing is sent to the
     * host for a while, and calls fail at once.
     *
     * @param failures at least 1; default 20
     * @return this
     */
    public final B circuitAfter(int failures) {
        connection.int32("circuit_after", atLeastOne("failures", failures));
        return self();
    }

    /**
     * Goes on sending to a host however many exchanges with it have failed.
     *
     * @return this
     */
    public final B withoutCircuit() {
        connection.int32("circuit_after", NEVER);
        return self();
    }

    /**
     * How long nothing is sent to a host that does not answer: see {@link #circuitAfter}.
     *
     * @param pause more than zero, to the millisecond; default 10 s
     * @return this
     */
    public final B circuitPause(Duration pause) {
        connection.int64("circuit_pause_ms", positive("circuitPause", pause));
        return self();
    }

    /**
     * The most bytes of one report, decoded, above which it ends with {@link ErrorKind#LIMIT}.
     *
     * @param bytes at least 1; default 64 GiB
     * @return this
     */
    public final B bodyLimit(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a limit must be at least 1, not " + bytes);
        }
        connection.int64("body_limit", bytes);
        return self();
    }

    /**
     * How many exchanges with the host are under way at once, of all clients that share one loaded copy of the library:
     * each class loader that has callrec to itself has places of its own. An open {@link Reader}
     * holds a place until it is read to its end or closed, and who finds none free waits for one. So a program that may
     * hold them all and then opens one more closes a reader first, raises this number, or sets {@link #timeout}; else the
     * call is {@link ErrorKind#LIMIT}, once none of the open readers was read for two minutes.
     *
     * @param exchanges at least 1; default 8
     * @return this
     */
    public final B concurrency(int exchanges) {
        connection.int32("concurrency", atLeastOne("exchanges", exchanges));
        return self();
    }

    /**
     * Goes through a proxy. None is used unless named here: environment and system properties are not looked at.
     *
     * @param url {@code http://[user:password@]host:port}
     * @return this
     */
    public final B proxy(String url) {
        connection.text("proxy", url);
        return self();
    }

    /**
     * Trusts an authority beside those of the system.
     *
     * @param pem its certificate as PEM text
     * @return this
     */
    public final B extraRootCertificate(String pem) {
        connection.text("extra_root_certificate", pem);
        return self();
    }

    /**
     * Sends credentials and records in the clear if the base URL is plain http to another machine.
     *
     * @return this
     */
    public final B allowPlainHttp() {
        connection.int32("allow_plain_http", 1);
        return self();
    }

    private static long positive(String option, Duration limit) {
        Objects.requireNonNull(limit, "limit");
        // Longer than that is not said in milliseconds.
        if (limit.compareTo(Duration.ofMillis(1)) < 0 || limit.compareTo(Duration.ofMillis(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException(
                    option + " must be at least a millisecond and at most " + Long.MAX_VALUE + " of them, not " + limit);
        }
        return limit.toMillis();
    }
}
