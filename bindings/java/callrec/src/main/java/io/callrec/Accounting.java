package io.callrec;

/**
 * Where every record of a body went. Always {@code read = accepted + repaired + quarantined + duplicate}.
 *
 * <p>Immutable: a reading at one moment.
 */
public final class Accounting {
    private final long read;
    private final long accepted;
    private final long repaired;
    private final long quarantined;
    private final long duplicate;

    /**
     * Counts as they stand.
     *
     * @param read records read
     * @param accepted records handed on as they were
     * @param repaired records mended by a named rule
     * @param quarantined records set aside
     * @param duplicate records dropped because they had been handed on before
     */
    public Accounting(long read, long accepted, long repaired, long quarantined, long duplicate) {
        this.read = read;
        this.accepted = accepted;
        this.repaired = repaired;
        this.quarantined = quarantined;
        this.duplicate = duplicate;
    }

    /**
     * Records seen in the body, the header not counted.
     *
     * @return a count
     */
    public long read() {
        return read;
    }

    /**
     * Records handed on as they were.
     *
     * @return a count
     */
    public long accepted() {
        return accepted;
    }

    /**
     * Records mended by a documented rule, whose name is the record's {@link ReportRecord#repair()}.
     *
     * @return a count
     */
    public long repaired() {
        return repaired;
    }

    /**
     * Records set aside with their bytes and the reason: see {@link Reader#takeQuarantined()}.
     *
     * @return a count
     */
    public long quarantined() {
        return quarantined;
    }

    /**
     * Records dropped because they had been handed on before; always 0 for the portal.
     *
     * @return a count
     */
    public long duplicate() {
        return duplicate;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Accounting)) {
            return false;
        }
        Accounting that = (Accounting) other;
        return read == that.read
                && accepted == that.accepted
                && repaired == that.repaired
                && quarantined == that.quarantined
                && duplicate == that.duplicate;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(((read * 31 + accepted) * 31 + repaired) * 31 + quarantined);
    }

    /** The counts in one line: {@code read 3, accepted 2, repaired 0, quarantined 1, duplicate 0}. */
    @Override
    public String toString() {
        return "read " + read + ", accepted " + accepted + ", repaired " + repaired + ", quarantined " + quarantined
                + ", duplicate " + duplicate;
    }
}
