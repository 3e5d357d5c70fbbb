package io.callrec;

import io.callrec.internal.Batch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A call detail record of any system, in the table that all have in common: see {@link Reader#unify}.
 *
 * <p>Whatever a provider does not give and the caller has not named is {@link Optional#empty()}, never guessed.
 * What the table has no column for stays in the report: {@link #line()} and {@link #offset()} say where.
 */
public final class UnifiedRecord extends ReportRecord {
    UnifiedRecord(Batch batch, int row) {
        super(batch, row);
    }

    /**
     * The system.
     *
     * @return its name, as in {@code ipass_portal}, never null
     */
    public String provider() {
        return batch.text(0, row);
    }

    /**
     * The company, login or profile, as {@link UnifyOptions#account} named it.
     *
     * @return the account, if it was named
     */
    public Optional<String> account() {
        return Optional.ofNullable(batch.text(1, row));
    }

    /**
     * The report.
     *
     * @return its name, as in {@code ipass_cdr}, never null
     */
    public String report() {
        return batch.text(2, row);
    }

    /**
     * The record's id, unique within a report only.
     *
     * @return the id, where the report has one
     */
    public Optional<String> recordId() {
        return Optional.ofNullable(batch.text(3, row));
    }

    /**
     * An open list of words, such as {@code call} and {@code data}.
     *
     * @return the word, never null
     */
    public String kind() {
        return batch.text(4, row);
    }

    /**
     * An open list of words, such as {@code in} and {@code out}.
     *
     * @return the word, if known
     */
    public Optional<String> direction() {
        return Optional.ofNullable(batch.text(5, row));
    }

    /**
     * Who called; for iPass {@code USER@DOMAIN}.
     *
     * @return the number or login, if any
     */
    public Optional<String> origin() {
        return Optional.ofNullable(batch.text(6, row));
    }

    /**
     * Who was called.
     *
     * @return the number, if any
     */
    public Optional<String> destination() {
        return Optional.ofNullable(batch.text(7, row));
    }

    /**
     * Where that is, in words.
     *
     * @return the text, if any
     */
    public Optional<String> destinationName() {
        return Optional.ofNullable(batch.text(8, row));
    }

    /**
     * When it began; for iPass the end without the session length.
     *
     * @return the instant, if known
     */
    public Optional<Instant> startedAt() {
        return Optional.ofNullable(batch.instant(9, row));
    }

    /**
     * When it ended.
     *
     * @return the instant, if known
     */
    public Optional<Instant> endedAt() {
        return Optional.ofNullable(batch.instant(10, row));
    }

    /**
     * The local time as printed: of the end for iPass, else of the start. Its zone is not known.
     *
     * @return the time, if any
     */
    public Optional<LocalDateTime> localTime() {
        return Optional.ofNullable(batch.localTime(11, row));
    }

    /**
     * How long it was.
     *
     * @return whole seconds, if any
     */
    public Optional<Duration> duration() {
        return Optional.ofNullable(batch.seconds(12, row));
    }

    /**
     * The quantity billed, in {@link #unit()}.
     *
     * @return six places after the point, if any
     */
    public Optional<BigDecimal> quantity() {
        return Optional.ofNullable(batch.decimal(13, row));
    }

    /**
     * What the quantity counts, as {@link UnifyOptions#unit} named it.
     *
     * @return the unit, if it was named
     */
    public Optional<String> unit() {
        return Optional.ofNullable(batch.text(14, row));
    }

    /**
     * What is charged, in {@link #currency()}. For iPass cumulative under {@code daily_usage_cap} (DOC): the
     * sum need not be that of the invoice.
     *
     * @return six places after the point, if any
     */
    public Optional<BigDecimal> amount() {
        return Optional.ofNullable(batch.decimal(15, row));
    }

    /**
     * The currency of the amount.
     *
     * @return the ISO 4217 code, if known
     */
    public Optional<String> currency() {
        return Optional.ofNullable(batch.text(16, row));
    }

    /**
     * The provider's own word for what is charged.
     *
     * @return the word, if any
     */
    public Optional<String> chargeType() {
        return Optional.ofNullable(batch.text(17, row));
    }

    /**
     * The same in finer words.
     *
     * @return the word, if any
     */
    public Optional<String> chargeSubtype() {
        return Optional.ofNullable(batch.text(18, row));
    }

    /**
     * The number of the invoice.
     *
     * @return the number, if any
     */
    public Optional<String> invoice() {
        return Optional.ofNullable(batch.text(19, row));
    }

    /**
     * The price as printed, in euro cents; of getcalls only.
     *
     * @return six places after the point, if any
     */
    public Optional<BigDecimal> price() {
        return Optional.ofNullable(batch.decimal(20, row));
    }

    /**
     * How the amount was made of the price; of getcalls only.
     *
     * @return {@code per_quantity} or {@code line_total}, if any
     */
    public Optional<String> pricePolicy() {
        return Optional.ofNullable(batch.text(21, row));
    }
}
