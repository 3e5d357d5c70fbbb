package io.callrec.internal.jna;

import com.sun.jna.Pointer;
import io.callrec.ErrorKind;
import io.callrec.internal.ErrorFacts;
import java.time.Duration;

/** Copies a {@code callrec_error_details} to the Java heap. */
final class ErrorReader {
    /** Byte offsets of the fields, the same on every 64-bit platform. */
    private static final int STATUS = 8;
    private static final int RETRYABLE = 12;
    private static final int HTTP_STATUS = 16;
    private static final int OFFSET = 24;
    private static final int LINE = 32;
    private static final int RECORD = 40;
    private static final int RETRY_AFTER_MS = 48;
    private static final int MESSAGE = 56;
    private static final int HINT = 88;
    private static final int PROVIDER = 104;
    private static final int OPERATION = 120;
    private static final int COLUMN = 136;
    private static final int PROVIDER_CODE = 152;

    private ErrorReader() {}

    static ErrorFacts read(Pointer details) {
        ErrorKind kind = ErrorKind.ofCode(details.getInt(STATUS));
        ErrorFacts facts = new ErrorFacts(kind, LentText.read(details, MESSAGE));
        facts.retryable = details.getInt(RETRYABLE) != 0;
        facts.httpStatus = details.getInt(HTTP_STATUS) < 0 ? null : details.getInt(HTTP_STATUS);
        facts.offset = number(details, OFFSET);
        facts.line = number(details, LINE);
        facts.record = number(details, RECORD);
        Long wait = number(details, RETRY_AFTER_MS);
        facts.retryAfter = wait == null ? null : Duration.ofMillis(wait);
        String hint = LentText.read(details, HINT);
        facts.hint = hint == null ? "" : hint;
        facts.provider = LentText.read(details, PROVIDER);
        facts.operation = LentText.read(details, OPERATION);
        facts.column = LentText.read(details, COLUMN);
        facts.providerCode = LentText.read(details, PROVIDER_CODE);
        return facts;
    }

    private static Long number(Pointer details, int offset) {
        long value = details.getLong(offset);
        return value < 0 ? null : value;
    }
}
