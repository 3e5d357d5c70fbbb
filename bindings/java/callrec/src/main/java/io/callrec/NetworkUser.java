package io.callrec;

import io.callrec.internal.Batch;
import java.util.Optional;

/**
 * A network or client user of an iPass company in a month. The same record from the portal's XML and from its CSV
 * (SEED).
 */
public final class NetworkUser extends ReportRecord {
    NetworkUser(Batch batch, int row) {
        super(batch, row);
    }

    /**
     * The login name without its domain.
     *
     * @return the name, never null
     */
    public String userName() {
        return batch.text(0, row);
    }

    /**
     * The domain of the login.
     *
     * @return the domain, if any
     */
    public Optional<String> userDomain() {
        return Optional.ofNullable(batch.text(1, row));
    }

    /**
     * Whether the user used the network in the month.
     *
     * @return yes or no, if stated
     */
    public Optional<Boolean> networkUser() {
        return Optional.ofNullable(batch.flag(2, row));
    }

    /**
     * Whether the user used an Open Mobile client in the month.
     *
     * @return yes or no, if stated
     */
    public Optional<Boolean> omUser() {
        return Optional.ofNullable(batch.flag(3, row));
    }

    /**
     * Whether the user used an iPassConnect client in the month.
     *
     * @return yes or no, if stated
     */
    public Optional<Boolean> ipcUser() {
        return Optional.ofNullable(batch.flag(4, row));
    }
}
