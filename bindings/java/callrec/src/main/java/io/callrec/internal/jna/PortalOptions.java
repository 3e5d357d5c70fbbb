package io.callrec.internal.jna;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.callrec.internal.PortalConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A {@code callrec_ipass_portal_options} and all that it points to, in native memory until it is closed. */
final class PortalOptions implements AutoCloseable {
    private static final int SIZE = 152;
    /** Byte offsets of the fields, the same on every 64-bit platform; a text's length is in the word after it. */
    private static final int BASE_URL = 8;
    private static final int USERNAME = 24;
    private static final int PASSWORD = 40;
    private static final int USER_AGENT_PARAMETER = 56;
    private static final int EXTRA_ROOT_CERTIFICATE = 72;
    private static final int LOGIN_METHOD = 88;
    private static final int ALLOW_PLAIN_HTTP = 92;
    private static final int CONNECT_TIMEOUT_MS = 96;
    private static final int IDLE_TIMEOUT_MS = 104;
    private static final int TOTAL_TIMEOUT_MS = 112;
    private static final int TRIES = 120;
    private static final int PROXY = 128;
    private static final int DECODE = 144;

    private final Memory struct = new Memory(SIZE);
    private final List<AutoCloseable> held = new ArrayList<>();
    private final DecodeOptions decoding;

    PortalOptions(PortalConfig config) {
        try (Call call = new Call()) {
            call.check(LibCallrec.callrec_ipass_portal_options_init(struct, SIZE, call.error()));
        }
        text(BASE_URL, config.baseUrl);
        text(USERNAME, config.username);
        text(USER_AGENT_PARAMETER, config.userAgentParameter);
        text(EXTRA_ROOT_CERTIFICATE, config.extraRootCertificate);
        text(PROXY, config.proxy);
        if (config.password != null) {
            Secret password = new Secret(config.password);
            held.add(password);
            pointer(PASSWORD, password.memory(), password.length());
        }
        if (config.loginMethod != null) {
            struct.setInt(LOGIN_METHOD, config.loginMethod.code());
        }
        struct.setInt(ALLOW_PLAIN_HTTP, config.allowPlainHttp ? 1 : 0);
        struct.setInt(TRIES, config.tries);
        milliseconds(CONNECT_TIMEOUT_MS, config.connectTimeout);
        milliseconds(IDLE_TIMEOUT_MS, config.idleTimeout);
        milliseconds(TOTAL_TIMEOUT_MS, config.timeout);
        decoding = new DecodeOptions(config.decoding);
        struct.setPointer(DECODE, decoding.struct());
    }

    Pointer struct() {
        return struct;
    }

    private void text(int field, String value) {
        if (value == null) {
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        // One byte more, since there is no memory of none.
        Memory memory = new Memory(bytes.length + 1L);
        memory.write(0, bytes, 0, bytes.length);
        held.add(memory);
        pointer(field, memory, bytes.length);
    }

    private void pointer(int field, Pointer text, long length) {
        struct.setPointer(field, text);
        struct.setLong(field + Native.POINTER_SIZE, length);
    }

    private void milliseconds(int field, Duration limit) {
        if (limit != null) {
            struct.setLong(field, limit.toMillis());
        }
    }

    @Override
    public void close() {
        for (AutoCloseable one : held) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException("native memory cannot be released", e);
            }
        }
        decoding.close();
        struct.close();
    }
}
