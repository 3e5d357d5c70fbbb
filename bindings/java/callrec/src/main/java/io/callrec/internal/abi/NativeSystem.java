package io.callrec.internal.abi;

import io.callrec.internal.ffi.Symbol;
import java.util.Locale;

/** The systems, as the header's functions are named after them. */
public enum NativeSystem {
    /** The iPass Open Mobile portal. */
    IPASS_PORTAL(Symbol.IPASS_PORTAL_NEW, Symbol.IPASS_PORTAL_SHARE, Symbol.IPASS_PORTAL_CANCEL, Symbol.IPASS_PORTAL_FREE),
    /** Hosted users, reached through a client of the portal. */
    HOSTED_USERS(null, null, null, null),
    /** The iPass REST API. */
    IPASS_REST(Symbol.IPASS_REST_NEW, Symbol.IPASS_REST_SHARE, Symbol.IPASS_REST_CANCEL, Symbol.IPASS_REST_FREE),
    /** A billing feed. */
    BILLING_FEED(Symbol.BILLING_FEED_NEW, Symbol.BILLING_FEED_SHARE, Symbol.BILLING_FEED_CANCEL, Symbol.BILLING_FEED_FREE),
    /** A getcalls service. */
    GETCALLS(Symbol.GETCALLS_NEW, Symbol.GETCALLS_SHARE, Symbol.GETCALLS_CANCEL, Symbol.GETCALLS_FREE);

    final Symbol create;
    final Symbol share;
    final Symbol cancel;
    final Symbol free;

    NativeSystem(Symbol create, Symbol share, Symbol cancel, Symbol free) {
        this.create = create;
        this.share = share;
        this.cancel = cancel;
        this.free = free;
    }

    /**
     * The system of an operation.
     *
     * @param operation its function
     * @return the system
     */
    public static NativeSystem of(Symbol operation) {
        NativeSystem system = find(operation);
        if (system == null) {
            throw new IllegalArgumentException(operation + " is of no system");
        }
        return system;
    }

    /** The system of a function; null where it is of none. */
    static NativeSystem find(Symbol function) {
        for (NativeSystem system : values()) {
            if (function.name().startsWith(system.name() + "_")) {
                return system;
            }
        }
        return null;
    }

    /**
     * The name of an operation without its system.
     *
     * @param operation its function
     * @return the name, as in {@code monthly_cdr}
     */
    public static String operation(Symbol operation) {
        return operation.name().substring(of(operation).name().length() + 1).toLowerCase(Locale.ROOT);
    }

    /** The system's name in errors, as in {@code ipass-portal}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
