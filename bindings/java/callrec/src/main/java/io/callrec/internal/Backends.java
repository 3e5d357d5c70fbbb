package io.callrec.internal;

import io.callrec.internal.jna.JnaBackend;

/** The one way into the native library that this process uses, found at the first call. */
public final class Backends {
    private static Backend chosen;

    private Backends() {}

    /**
     * The backend. A failure to load the library is told at every call, since the cause may be put right.
     *
     * @return the backend
     * @throws io.callrec.CallrecException if the native library cannot be loaded or is of another ABI
     */
    public static synchronized Backend get() {
        if (chosen == null) {
            chosen = JnaBackend.load();
        }
        return chosen;
    }
}
