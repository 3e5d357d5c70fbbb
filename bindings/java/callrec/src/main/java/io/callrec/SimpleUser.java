package io.callrec;

import io.callrec.internal.Batch;
import java.util.Optional;

/** A user of an iPass cost center (SEED). */
public final class SimpleUser extends ReportRecord {
    SimpleUser(Batch batch, int row) {
        super(batch, row);
    }

    /**
     * The provider's id of the user.
     *
     * @return the id, never null
     */
    public String endUserId() {
        return batch.text(0, row);
    }

    /**
     * The first name.
     *
     * @return the name, if any
     */
    public Optional<String> firstName() {
        return Optional.ofNullable(batch.text(1, row));
    }

    /**
     * The last name.
     *
     * @return the name, if any
     */
    public Optional<String> lastName() {
        return Optional.ofNullable(batch.text(2, row));
    }

    /**
     * The login with the realm.
     *
     * @return the login, if any
     */
    public Optional<String> userName() {
        return Optional.ofNullable(batch.text(3, row));
    }
}
