package io.callrec.internal;

import io.callrec.LoginMethod;
import java.time.Duration;
import java.util.Arrays;

/** What a client of the portal is built from; null where the library's default holds. */
public final class PortalConfig {
    /** Address of the portal. */
    public String baseUrl;
    /** Plain http to other machines is wanted. */
    public boolean allowPlainHttp;
    /** Login name. */
    public String username;
    /** Password; overwritten by {@link #wipe()}. */
    public char[] password;
    /** How to log in. */
    public LoginMethod loginMethod;
    /** Value of the query parameter {@code User-Agent}. */
    public String userAgentParameter;
    /** For one connection. */
    public Duration connectTimeout;
    /** Without a byte. */
    public Duration idleTimeout;
    /** For all waiting of one call or reader. */
    public Duration timeout;
    /** Tries of a read in all; 0 for the library's default. */
    public int tries;
    /** A proxy's URL. */
    public String proxy;
    /** PEM text of an authority to trust beside the system's. */
    public String extraRootCertificate;
    /** How to decode. */
    public final DecodeConfig decoding = new DecodeConfig();

    /** Overwrites the password. */
    public void wipe() {
        if (password != null) {
            Arrays.fill(password, '\0');
            password = null;
        }
    }
}
