package io.callrec.internal.jna;

import com.sun.jna.Pointer;
import io.callrec.internal.DetachedCall;
import io.callrec.internal.NativePortal;
import io.callrec.internal.NativeReader;
import io.callrec.internal.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** A {@code callrec_ipass_portal}. The library checks the handle at every call and lets calls in flight end. */
final class JnaPortal implements NativePortal {
    private final Pointer handle;
    private final AtomicBoolean closed = new AtomicBoolean();

    JnaPortal(Pointer handle) {
        this.handle = handle;
    }

    @Override
    public void login() {
        requireOpen();
        DetachedCall.run(
                "login",
                () -> {
                    try (Call call = new Call()) {
                        call.check(LibCallrec.callrec_ipass_portal_login(handle, call.error()));
                    }
                    return null;
                },
                nothing -> {});
    }

    @Override
    public NativeReader read(Operation operation, String company, String period) {
        requireOpen();
        byte[] companyText = company.getBytes(StandardCharsets.UTF_8);
        byte[] periodText = period == null ? null : period.getBytes(StandardCharsets.UTF_8);
        return DetachedCall.run(
                operation.name().toLowerCase(Locale.ROOT),
                () -> open(operation, companyText, periodText),
                NativeReader::close);
    }

    private NativeReader open(Operation operation, byte[] company, byte[] period) {
        try (Call call = new Call()) {
            call.check(ask(operation, company, period, call.output(), call.error()));
            return new JnaReader(call.pointer());
        }
    }

    private int ask(Operation operation, byte[] company, byte[] period, Pointer reader, Pointer error) {
        long length = company.length;
        switch (operation) {
            case MONTHLY_CDR:
                return LibCallrec.callrec_ipass_portal_monthly_cdr(
                        handle, company, length, period, period.length, reader, error);
            case DAILY_CDR:
                return LibCallrec.callrec_ipass_portal_daily_cdr(
                        handle, company, length, period, period.length, reader, error);
            case MONTHLY_ADJUSTMENT_CDR:
                return LibCallrec.callrec_ipass_portal_monthly_adjustment_cdr(
                        handle, company, length, period, period.length, reader, error);
            case DAILY_ADJUSTMENT_CDR:
                return LibCallrec.callrec_ipass_portal_daily_adjustment_cdr(
                        handle, company, length, period, period.length, reader, error);
            case NETWORK_USERS:
                return LibCallrec.callrec_ipass_portal_network_users(
                        handle, company, length, period, period.length, reader, error);
            case NETWORK_USERS_CSV:
                return LibCallrec.callrec_ipass_portal_network_users_csv(
                        handle, company, length, period, period.length, reader, error);
            case CHILD_COMPANIES:
                return LibCallrec.callrec_ipass_portal_child_companies(handle, company, length, reader, error);
            default:
                throw new AssertionError(operation);
        }
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the portal is closed");
        }
    }

    @Override
    public void cancel() {
        LibCallrec.callrec_ipass_portal_cancel(handle, null);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            LibCallrec.callrec_ipass_portal_free(handle);
        }
    }
}
