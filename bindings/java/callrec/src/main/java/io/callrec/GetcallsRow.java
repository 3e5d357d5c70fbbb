package io.callrec;

import io.callrec.internal.Batch;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A record of a profile (customer number) of a getcalls service. For types that are no calls, {@link #source()} is
 * a user name, {@link #destination()} a product, {@link #destinationName()} its description and {@link
 * #callStartLocal()} the date of billing.
 *
 * <p>A value that the provider did not give is {@link Optional#empty()}, never guessed. SEED marks what is known
 * from the provider's document, INF what callrec inferred. Times have no stated zone.
 */
public final class GetcallsRow extends ReportRecord {
    GetcallsRow(Batch batch, int row) {
        super(batch, row);
    }

    /**
     * An open list of words, such as {@code CALLOUT} (SEED).
     *
     * @return the word, never null
     */
    public String type() {
        return batch.text(0, row);
    }

    /**
     * Who called, {@code +} kept (SEED).
     *
     * @return the number, if any
     */
    public Optional<String> source() {
        return Optional.ofNullable(batch.text(1, row));
    }

    /**
     * The number that was dialled, {@code +} kept (SEED).
     *
     * @return the number, if any
     */
    public Optional<String> destination() {
        return Optional.ofNullable(batch.text(2, row));
    }

    /**
     * The country that was called (SEED).
     *
     * @return the name, if any
     */
    public Optional<String> destinationName() {
        return Optional.ofNullable(batch.text(3, row));
    }

    /**
     * When the call began, as printed; a date alone is its midnight (SEED).
     *
     * @return the time, if any
     */
    public Optional<LocalDateTime> callStartLocal() {
        return Optional.ofNullable(batch.localTime(4, row));
    }

    /**
     * When the call ended, as printed (SEED).
     *
     * @return the time, if any
     */
    public Optional<LocalDateTime> callEndLocal() {
        return Optional.ofNullable(batch.localTime(5, row));
    }

    /**
     * How long the call was (SEED, the unit INF).
     *
     * @return whole seconds, if any
     */
    public Optional<Duration> duration() {
        return Optional.ofNullable(batch.seconds(6, row));
    }

    /**
     * The extension in the PBX (SEED).
     *
     * @return the extension, if any
     */
    public Optional<String> pbxExtension() {
        return Optional.ofNullable(batch.text(7, row));
    }

    /**
     * The quantity billed (SEED).
     *
     * @return six places after the point, if any
     */
    public Optional<BigDecimal> quantity() {
        return Optional.ofNullable(batch.decimal(8, row));
    }

    /**
     * Euro cents for each of {@link #quantity()}, as printed (SEED).
     *
     * @return six places after the point, if any
     */
    public Optional<BigDecimal> priceCents() {
        return Optional.ofNullable(batch.decimal(9, row));
    }

    /**
     * The number of the invoice or report (SEED).
     *
     * @return the number; {@code N/A} is empty, and then in {@link #extra()}
     */
    public Optional<String> invoice() {
        return Optional.ofNullable(batch.text(10, row));
    }
}
