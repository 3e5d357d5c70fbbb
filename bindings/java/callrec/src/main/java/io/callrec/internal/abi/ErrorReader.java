package io.callrec.internal.abi;

import io.callrec.ErrorKind;
import io.callrec.internal.ErrorFacts;
import io.callrec.internal.ffi.NativeAccess;
import io.callrec.internal.ffi.Symbol;
import java.time.Duration;

/** Copies a {@code callrec_error_details} to the Java heap. */
final class ErrorReader {
    private ErrorReader() {}

    /** What an error says; releases it. */
    static ErrorFacts take(NativeAccess access, int status, long error) {
        long details = access.allocate(Long.BYTES);
        try {
            if (access.call(Symbol.ERROR_GET_DETAILS, error, details) != Status.OK) {
                throw new IllegalStateException("libcallrec gave status " + status + " and no error");
            }
            return read(new Lent(access, Layouts.ERROR_DETAILS, access.getLong(details)));
        } finally {
            access.free(details);
            access.call(Symbol.ERROR_FREE, error);
        }
    }

    private static ErrorFacts read(Lent details) {
        ErrorFacts facts = new ErrorFacts(ErrorKind.ofCode(details.int32("status")), details.text("message"));
        facts.retryable = details.flag("retryable");
        int httpStatus = details.int32("http_status");
        facts.httpStatus = httpStatus < 0 ? null : httpStatus;
        facts.offset = details.known("offset");
        facts.line = details.known("line");
        facts.record = details.known("record");
        Long wait = details.known("retry_after_ms");
        facts.retryAfter = wait == null ? null : Duration.ofMillis(wait);
        String hint = details.text("hint");
        facts.hint = hint == null ? "" : hint;
        facts.provider = details.text("provider");
        facts.operation = details.text("operation");
        facts.column = details.text("column");
        facts.providerCode = details.text("provider_code");
        facts.providerMessage = details.text("provider_message");
        return facts;
    }
}
