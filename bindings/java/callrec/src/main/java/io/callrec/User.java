package io.callrec;

import io.callrec.internal.Batch;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A user of an iPass company, from the lists and searches of the REST API and from hosted users. All is known from
 * the provider's document (SEED).
 *
 * <p>{@link #password()}, {@link #acaToken()} and {@link #selfServiceActivationUrl()} are secrets: keep them out
 * of logs. {@link #toString()} does.
 */
public final class User extends ReportRecord {
    User(Batch batch, int row) {
        super(batch, row);
    }

    /**
     * The login with the roaming realm; unique within the account.
     *
     * @return the login, never null
     */
    public String username() {
        return batch.text(0, row);
    }

    /**
     * Unique in the service.
     *
     * @return the address, if any
     */
    public Optional<String> email() {
        return Optional.ofNullable(batch.text(1, row));
    }

    /**
     * The first name.
     *
     * @return the name, if any
     */
    public Optional<String> fname() {
        return Optional.ofNullable(batch.text(2, row));
    }

    /**
     * The last name.
     *
     * @return the name, if any
     */
    public Optional<String> lname() {
        return Optional.ofNullable(batch.text(3, row));
    }

    /**
     * Whether the user is active; {@link #endUserStatus()} is what to trust.
     *
     * @return yes or no, if stated
     */
    public Optional<Boolean> isActive() {
        return Optional.ofNullable(batch.flag(4, row));
    }

    /**
     * {@code Active} or {@code Suspended}.
     *
     * @return the word, if any
     */
    public Optional<String> endUserStatus() {
        return Optional.ofNullable(batch.text(5, row));
    }

    /**
     * The provider's own id.
     *
     * @return the id, if any
     */
    public Optional<String> thorUserId() {
        return Optional.ofNullable(batch.text(6, row));
    }

    /**
     * The provider's own id, which cost centers name users by.
     *
     * @return the id, if any
     */
    public Optional<String> endUserId() {
        return Optional.ofNullable(batch.text(7, row));
    }

    /**
     * The provider's own id.
     *
     * @return the id, if any
     */
    public Optional<String> proxyUserId() {
        return Optional.ofNullable(batch.text(8, row));
    }

    /**
     * {@code HostedAuth}.
     *
     * @return the word, if any
     */
    public Optional<String> authType() {
        return Optional.ofNullable(batch.text(9, row));
    }

    /**
     * The id of the company.
     *
     * @return the id, if any
     */
    public Optional<String> company() {
        return Optional.ofNullable(batch.text(10, row));
    }

    /**
     * Department or cost center, free text.
     *
     * @return the text, if any
     */
    public Optional<String> departmentCode() {
        return Optional.ofNullable(batch.text(11, row));
    }

    /**
     * The country, as ISO 3166 has it.
     *
     * @return two letters, if any
     */
    public Optional<String> homeCountry() {
        return Optional.ofNullable(batch.text(12, row));
    }

    /**
     * The language, such as {@code en-US}.
     *
     * @return the locale, if any
     */
    public Optional<String> locale() {
        return Optional.ofNullable(batch.text(13, row));
    }

    /**
     * Whether the user may sign in to the portal.
     *
     * @return yes or no, if stated
     */
    public Optional<Boolean> enablePortalLogin() {
        return Optional.ofNullable(batch.flag(14, row));
    }

    /**
     * Whether an e-mail is sent on activation.
     *
     * @return yes or no, if stated
     */
    public Optional<Boolean> notifyActivate() {
        return Optional.ofNullable(batch.flag(15, row));
    }

    /**
     * Whether an e-mail is sent on suspension.
     *
     * @return yes or no, if stated
     */
    public Optional<Boolean> notifySuspend() {
        return Optional.ofNullable(batch.flag(16, row));
    }

    /**
     * How many devices the user has.
     *
     * @return a count, if stated
     */
    public Optional<Long> numDevices() {
        return Optional.ofNullable(batch.number(17, row));
    }

    /**
     * How many of them are active.
     *
     * @return a count, if stated
     */
    public Optional<Long> numActiveDevices() {
        return Optional.ofNullable(batch.number(18, row));
    }

    /**
     * When the user was created.
     *
     * @return the day, if any
     */
    public Optional<LocalDate> startDate() {
        return Optional.ofNullable(batch.date(19, row));
    }

    /**
     * Secret; an answer should not hold it.
     *
     * @return the password, usually empty
     */
    public Optional<String> password() {
        return Optional.ofNullable(batch.text(20, row));
    }

    /**
     * Secret: the activation token.
     *
     * @return the token, if any
     */
    public Optional<String> acaToken() {
        return Optional.ofNullable(batch.text(21, row));
    }

    /**
     * Secret: holds the token and the password.
     *
     * @return the address, if any
     */
    public Optional<String> selfServiceActivationUrl() {
        return Optional.ofNullable(batch.text(22, row));
    }
}
