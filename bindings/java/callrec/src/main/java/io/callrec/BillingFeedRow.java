package io.callrec;

import io.callrec.internal.Batch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/**
 * A row of a billing feed: a call or another service. The union of the feed's three profiles: a column that a
 * profile lacks is empty.
 *
 * <p>A value that the provider did not give is {@link Optional#empty()}, never guessed. The marks say where a
 * column is known from: SEED, the provider's document; OBS, seen in code that runs against the live service; INF,
 * inferred by callrec. Dates and times have no stated zone.
 */
public final class BillingFeedRow extends ReportRecord {
    BillingFeedRow(Batch batch, int row) {
        super(batch, row);
    }

    /**
     * The cursor of the feed (SEED): unique, and rising with time as far as is known.
     *
     * @return the id; beyond {@link Long#MAX_VALUE} to be read with {@link Long#toUnsignedString(long)}
     */
    public long id() {
        return batch.number(0, row);
    }

    /**
     * As printed (SEED).
     *
     * @return the group, if any
     */
    public Optional<String> billingGroup() {
        return Optional.ofNullable(batch.text(1, row));
    }

    /**
     * Who called (SEED).
     *
     * @return the number, or {@code restricted}, if any
     */
    public Optional<String> origin() {
        return Optional.ofNullable(batch.text(2, row));
    }

    /**
     * Who was called (SEED).
     *
     * @return the number, if any
     */
    public Optional<String> destination() {
        return Optional.ofNullable(batch.text(3, row));
    }

    /**
     * As printed (SEED).
     *
     * @return the text, if any
     */
    public Optional<String> description() {
        return Optional.ofNullable(batch.text(4, row));
    }

    /**
     * How the call ended, such as {@code Ok} (SEED).
     *
     * @return the word, if any
     */
    public Optional<String> status() {
        return Optional.ofNullable(batch.text(5, row));
    }

    /**
     * As printed (SEED).
     *
     * @return the text, if any
     */
    public Optional<String> terminated() {
        return Optional.ofNullable(batch.text(6, row));
    }

    /**
     * As printed (SEED).
     *
     * @return the prefix, if any
     */
    public Optional<String> zonePrefix() {
        return Optional.ofNullable(batch.text(7, row));
    }

    /**
     * As printed (SEED).
     *
     * @return the prefix, if any
     */
    public Optional<String> azonePrefix() {
        return Optional.ofNullable(batch.text(8, row));
    }

    /**
     * A third number (SEED).
     *
     * @return the number, if any
     */
    public Optional<String> thirdNumber() {
        return Optional.ofNullable(batch.text(9, row));
    }

    /**
     * The date as printed (SEED).
     *
     * @return the date, if any
     */
    public Optional<LocalDate> localDate() {
        return Optional.ofNullable(batch.date(10, row));
    }

    /**
     * The time of day as printed (SEED).
     *
     * @return the time, if any
     */
    public Optional<LocalTime> localTime() {
        return Optional.ofNullable(batch.timeOfDay(11, row));
    }

    /**
     * Date and time as printed (SEED).
     *
     * @return the time, if both are there
     */
    public Optional<LocalDateTime> startedAtLocal() {
        return Optional.ofNullable(batch.localTime(12, row));
    }

    /**
     * How long the call was (SEED).
     *
     * @return whole seconds; empty in rows that are no calls
     */
    public Optional<Duration> length() {
        return Optional.ofNullable(batch.seconds(13, row));
    }

    /**
     * In the account's currency, which the feed does not name (SEED).
     *
     * @return six places after the point, if any
     */
    public Optional<BigDecimal> charge() {
        return Optional.ofNullable(batch.decimal(14, row));
    }

    /**
     * As printed (SEED).
     *
     * @return the code, if any
     */
    public Optional<String> smartCode() {
        return Optional.ofNullable(batch.text(15, row));
    }

    /**
     * As printed (SEED).
     *
     * @return the text, if any
     */
    public Optional<String> smartCodeDescription() {
        return Optional.ofNullable(batch.text(16, row));
    }

    /**
     * An open list of words, which say something only together with {@link #subtype()} (SEED).
     *
     * @return the word, if any
     */
    public Optional<String> type() {
        return Optional.ofNullable(batch.text(17, row));
    }

    /**
     * An open list of words (SEED).
     *
     * @return the word, if any
     */
    public Optional<String> subtype() {
        return Optional.ofNullable(batch.text(18, row));
    }

    /**
     * Where the recording is, to be given to {@link BillingFeed#recording}; {@code 0} where there is none
     * (SEED).
     *
     * @return the address, if any
     */
    public Optional<String> recording() {
        return Optional.ofNullable(batch.text(19, row));
    }

    /**
     * When the row is billed, printed with a time (OBS).
     *
     * @return the date, if any
     */
    public Optional<LocalDateTime> billDate() {
        return Optional.ofNullable(batch.localTime(20, row));
    }
}
