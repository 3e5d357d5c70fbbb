package io.callrec;

import io.callrec.internal.Batch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A call detail record of the iPass portal: a session, or a correction of one. Monthly, daily and adjustment files hold
 * the same columns.
 *
 * <p>A value that the provider did not give is {@link Optional#empty()}, never guessed. The marks say where a column is
 * known from: SEED, the provider's API document; DOC, another page of the provider; OBS, seen in code that runs against
 * the live service; INF, inferred by callrec.
 */
public final class IpassCdr extends ReportRecord {
    IpassCdr(Batch batch, int row) {
        super(batch, row);
    }

    /**
     * The transaction's id, unique in the provider's system; the same id comes again in an adjustment (DOC).
     *
     * @return the id, never null
     */
    public String transactionId() {
        return batch.text(0, row);
    }

    /**
     * A code internal to the provider (DOC).
     *
     * @return the code, if any
     */
    public Optional<String> billingCode() {
        return Optional.ofNullable(batch.text(1, row));
    }

    /**
     * The login name (DOC).
     *
     * @return the name, if any
     */
    public Optional<String> userId() {
        return Optional.ofNullable(batch.text(2, row));
    }

    /**
     * The domain of the login; may be over-qualified, as {@code mail.sales.corp.com} for {@code corp.com} (DOC).
     *
     * @return the domain, if any
     */
    public Optional<String> authDomain() {
        return Optional.ofNullable(batch.text(3, row));
    }

    /**
     * Country, city and venue (DOC); holds commas.
     *
     * @return the text, never trimmed, if any
     */
    public Optional<String> description() {
        return Optional.ofNullable(batch.text(4, row));
    }

    /**
     * When the transaction <b>stopped</b> (DOC). It decides the month, and is the only safe key to order by.
     *
     * @return the instant, if any
     */
    public Optional<Instant> gmtTime() {
        return Optional.ofNullable(batch.instant(5, row));
    }

    /**
     * The same moment at the place of use, as printed (DOC, its format INF). Without a zone: around a change of clocks
     * it may come twice or never.
     *
     * @return the local time, if any
     */
    public Optional<LocalDateTime> localTime() {
        return Optional.ofNullable(batch.localTime(6, row));
    }

    /**
     * How long the session was: whole seconds (OBS; the unit INF).
     *
     * @return the length, if any
     */
    public Optional<Duration> sessionLength() {
        return Optional.ofNullable(batch.seconds(7, row));
    }

    /**
     * The rate, in the account's currency, which the file does not name (OBS).
     *
     * @return the exact decimal with six digits after the point, if any
     */
    public Optional<BigDecimal> billingRate() {
        return Optional.ofNullable(batch.decimal(8, row));
    }

    /**
     * The amount, in the account's currency, which the file does not name; negative in corrections; cumulative under
     * the service types that end in {@code _cap}, so that a plain sum of a file need not equal the invoice (DOC).
     *
     * @return the exact decimal with six digits after the point, if any
     */
    public Optional<BigDecimal> netBillingAmount() {
        return Optional.ofNullable(batch.decimal(9, row));
    }

    /**
     * The kind of access (OBS): an open list.
     *
     * @return the type, if any
     */
    public Optional<String> accessType() {
        return Optional.ofNullable(batch.text(10, row));
    }

    /**
     * The kind of charge, such as {@code daily_usage} (DOC): an open list.
     *
     * @return the type, if any
     */
    public Optional<String> serviceType() {
        return Optional.ofNullable(batch.text(11, row));
    }

    /**
     * The thirteenth column, whose meaning is unknown (OBS).
     *
     * @return its text, if any
     */
    public Optional<String> reserved() {
        return Optional.ofNullable(batch.text(12, row));
    }

    /**
     * The data used (OBS); its unit is not stated.
     *
     * @return the exact decimal with six digits after the point, if any
     */
    public Optional<BigDecimal> dataUsed() {
        return Optional.ofNullable(batch.decimal(13, row));
    }
}
