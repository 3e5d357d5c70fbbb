package io.callrec.internal;

/** The operations of the portal that give a report. */
public enum Operation {
    /** CDRs of a month. */
    MONTHLY_CDR,
    /** CDRs of a day. */
    DAILY_CDR,
    /** Corrections of prior months, sent in a month. */
    MONTHLY_ADJUSTMENT_CDR,
    /** Corrections of prior months, sent on a day. */
    DAILY_ADJUSTMENT_CDR,
    /** Network and client users of a month. */
    NETWORK_USERS,
    /** The same, always as CSV. */
    NETWORK_USERS_CSV,
    /** Child companies. */
    CHILD_COMPANIES
}
