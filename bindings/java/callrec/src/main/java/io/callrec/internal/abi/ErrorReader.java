package io.callrec.internal.abi;

import io.callrec.ErrorKind;
import io.callrec.internal.ErrorFacts;
import io.callrec.internal.ffi.NativeAccess;
import io.callrec.internal.ffi.Symbol;
import java.time.Duration;

/** Copies a {@code callrec_error_details} to the Java heap. */
final class ErrorReader {
    private ErrorReader() {}

    /** What an error says. */
    static ErrorFacts read(NativeAccess access, int status, long error) {
        long details = access.allocate(Long.BYTES);
        try {
            if (access.call(Symbol.ERROR_GET_DETAILS, error, details) != Status.OK) {
                throw new IllegalStateException("libcallrec gave status " + status + " and no error");
            }
            return read(new Lent(access, Layouts.ERROR_DETAILS, access.getLong(details)));
        } finally {
            access.free(details);
        }
    }

    private static ErrorFacts read(Lent details) {
        String provider = details.text("provider");
        String providers = details.text("provider_message");
        String hint = details.text("hint");
        String told = JavaNames.hint(provider, hint);
        ErrorFacts facts = new ErrorFacts(
                ErrorKind.ofCode(details.int32("status")), line(details.text("message"), providers, hint, told));
        facts.retryable = details.flag("retryable");
        int httpStatus = details.int32("http_status");
        facts.httpStatus = httpStatus < 0 ? null : httpStatus;
        facts.offset = details.known("offset");
        facts.line = details.known("line");
        facts.record = details.known("record");
        Long wait = details.known("retry_after_ms");
        facts.retryAfter = wait == null ? null : Duration.ofMillis(wait);
        facts.hint = told;
        facts.provider = provider;
        facts.operation = JavaNames.in(details.text("operation"));
        facts.column = details.text("column");
        facts.providerCode = details.text("provider_code");
        facts.providerMessage = providers;
        return facts;
    }

    /** The failure in one line, which ends in its hint; what the provider says stays as it is. */
    private static String line(String message, String providers, String hint, String told) {
        return hint != null && message.endsWith(hint)
                ? JavaNames.around(providers, message.substring(0, message.length() - hint.length())) + told
                : JavaNames.around(providers, message);
    }
}
