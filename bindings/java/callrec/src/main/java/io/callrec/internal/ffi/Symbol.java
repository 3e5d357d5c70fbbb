package io.callrec.internal.ffi;

import java.util.Locale;

/**
 * The functions of {@code include/callrec.h} that Java calls. A letter stands for each parameter: {@code p} a pointer,
 * {@code l} a 64-bit number ({@code size_t}: libcallrec is built for 64-bit platforms only), {@code i} an
 * {@code int32_t}. A test compares them with the header.
 */
public enum Symbol {
    ABI_VERSION(""),
    VERSION(Result.ADDRESS, ""),
    ERROR_GET_DETAILS("pp"),
    ERROR_FREE(Result.NOTHING, "p"),
    DECODE_OPTIONS_INIT("plp"),
    IPASS_PORTAL_OPTIONS_INIT("plp"),
    CONNECTION_OPTIONS_INIT("plp"),
    IPASS_PORTAL_NEW("ppp"),
    IPASS_PORTAL_LOGIN("pp"),
    IPASS_PORTAL_DRY_RUN("ppp"),
    IPASS_PORTAL_MONTHLY_CDR("pplplpp"),
    IPASS_PORTAL_DAILY_CDR("pplplpp"),
    IPASS_PORTAL_MONTHLY_ADJUSTMENT_CDR("pplplpp"),
    IPASS_PORTAL_DAILY_ADJUSTMENT_CDR("pplplpp"),
    IPASS_PORTAL_NETWORK_USERS("pplplpp"),
    IPASS_PORTAL_NETWORK_USERS_CSV("pplplpp"),
    IPASS_PORTAL_CHILD_COMPANIES("pplpp"),
    IPASS_PORTAL_CHILD_CUSTOM_REPORT("pplplplpp"),
    IPASS_PORTAL_MONTHLY_CDR_OF_ALL("pplpliipp"),
    IPASS_PORTAL_DAILY_CDR_OF_MONTH("pplpliipp"),
    IPASS_PORTAL_SHARE("ppp"),
    IPASS_PORTAL_CANCEL("pp"),
    IPASS_PORTAL_FREE(Result.NOTHING, "p"),
    HOSTED_USERS_RETRIEVE_USER("pplplpp"),
    HOSTED_USERS_CREATE_USER("pplppp"),
    HOSTED_USERS_CREATE_OR_UPDATE_USER("pplppp"),
    HOSTED_USERS_UPDATE_USER("pplppp"),
    HOSTED_USERS_SUSPEND_USER("pplplpp"),
    NEW_COST_CENTER_INIT("plp"),
    COST_CENTER_UPDATE_INIT("plp"),
    NEW_GROUP_INIT("plp"),
    NEW_REGISTRATION_CODE_INIT("plp"),
    REGISTRATION_CODE_UPDATE_INIT("plp"),
    NEW_USER_INIT("plp"),
    USER_UPDATE_INIT("plp"),
    IPASS_REST_NEW("ppp"),
    IPASS_REST_WITH_COMPANY("pplpp"),
    IPASS_REST_DRY_RUN("ppp"),
    IPASS_REST_SHARE("ppp"),
    IPASS_REST_CANCEL("pp"),
    IPASS_REST_FREE(Result.NOTHING, "p"),
    IPASS_REST_LIST_COST_CENTERS("ppp"),
    IPASS_REST_CREATE_COST_CENTER("pppp"),
    IPASS_REST_UPDATE_COST_CENTER("pppp"),
    IPASS_REST_DELETE_COST_CENTER("pplpp"),
    IPASS_REST_LIST_COST_CENTER_USERS("pplpp"),
    IPASS_REST_ASSIGN_COST_CENTER_USERS("pplplpp"),
    IPASS_REST_UNASSIGN_COST_CENTER_USERS("pplplpp"),
    IPASS_REST_LIST_DEVICES("pplpp"),
    IPASS_REST_DEACTIVATE_DEVICE("pplplpp"),
    IPASS_REST_LIST_GROUPS("ppp"),
    IPASS_REST_LIST_GROUP_PLANS("ppp"),
    IPASS_REST_CREATE_GROUP("pppp"),
    IPASS_REST_UPDATE_GROUP("pplplpp"),
    IPASS_REST_ASSIGN_GROUP_USERS("pplplpp"),
    IPASS_REST_UNASSIGN_GROUP_USERS("pplplpp"),
    IPASS_REST_OPTIONS_INIT("plp"),
    IPASS_REST_RECONCILE_CREATE_USER("pppp"),
    IPASS_REST_RECONCILE_SUSPEND_USER("pplpp"),
    IPASS_REST_RECONCILE_ACTIVATE_USER("pplpp"),
    IPASS_REST_RECONCILE_DELETE_USER("pplpp"),
    IPASS_REST_RECONCILE_CREATE_COST_CENTER("pppp"),
    IPASS_REST_RECONCILE_DELETE_COST_CENTER("pplpp"),
    IPASS_REST_RECONCILE_CREATE_REGISTRATION_CODE("pppp"),
    IPASS_REST_RECONCILE_CREATE_GROUP("pppp"),
    IPASS_REST_LIST_USED_REGISTRATION_CODES("ppp"),
    IPASS_REST_SEARCH_REGISTRATION_CODES("pplpp"),
    IPASS_REST_CREATE_REGISTRATION_CODE("pppp"),
    IPASS_REST_UPDATE_REGISTRATION_CODE("pppp"),
    IPASS_REST_MONTHLY_CDR("pplpp"),
    IPASS_REST_MONTHLY_ADJUSTMENT_CDR("pplpp"),
    IPASS_REST_DAILY_CDR("pplpp"),
    IPASS_REST_DAILY_ADJUSTMENT_CDR("pplpp"),
    IPASS_REST_NETWORK_USERS("pplpp"),
    IPASS_REST_CUSTOM_REPORT("pplplplpp"),
    IPASS_REST_CHILD_CUSTOM_REPORT("pplplpp"),
    IPASS_REST_LIST_USERS("ppp"),
    IPASS_REST_LIST_ACTIVE_USERS("ppp"),
    IPASS_REST_SEARCH_USERS("pplplplpp"),
    IPASS_REST_FIND_USER("pplpp"),
    IPASS_REST_FIND_USER_BY_EMAIL("pplpp"),
    IPASS_REST_CREATE_USER("pppp"),
    IPASS_REST_UPDATE_USER("pppp"),
    IPASS_REST_SUSPEND_USER("pplpp"),
    IPASS_REST_ACTIVATE_USER("pplpp"),
    IPASS_REST_DELETE_USER("pplpp"),
    IPASS_REST_RESEND_ACTIVATION("pplpp"),
    BILLING_FEED_NEW("ppp"),
    BILLING_FEED_COLLECT("pppp"),
    BILLING_FEED_PAGE("plpp"),
    BILLING_FEED_FIRST_PAGE("ppp"),
    BILLING_FEED_DAY("pplipp"),
    BILLING_FEED_RECORDING("pplpp"),
    BILLING_FEED_COLLECT_ALL("ppliipp"),
    BILLING_FEED_SHARE("ppp"),
    BILLING_FEED_CANCEL("pp"),
    BILLING_FEED_FREE(Result.NOTHING, "p"),
    FEED_CURSOR_FIRST_RUN("pp"),
    FEED_CURSOR_AFTER("lpp"),
    FEED_CURSOR_PARSE("plpp"),
    FEED_CURSOR_LOAD("plpp"),
    FEED_CURSOR_ACCEPT_REVISED("ppp"),
    FEED_CURSOR_SAVE("pplp"),
    FEED_CURSOR_TEXT("ppp"),
    FEED_CURSOR_LAST_ID("pppp"),
    READER_CURSOR("ppp"),
    READER_CURSOR_WITHIN("plpp"),
    FEED_CURSOR_FREE(Result.NOTHING, "p"),
    BILLING_FEED_OPTIONS_INIT("plp"),
    GETCALLS_NEW("ppp"),
    GETCALLS_GET_CALLS("pplplplpp"),
    GETCALLS_GET_CALLS_BY_WINDOW("pplplpliipp"),
    GETCALLS_SHARE("ppp"),
    GETCALLS_CANCEL("pp"),
    GETCALLS_FREE(Result.NOTHING, "p"),
    GETCALLS_OPTIONS_INIT("plp"),
    OUTCOME_GET_DETAILS("ppp"),
    OUTCOME_WARNING("plpp"),
    OUTCOME_FIELD("plpp"),
    OUTCOME_FREE(Result.NOTHING, "p"),
    FAN_OUT_NEXT("ppppp"),
    FAN_OUT_REMAINING("ppp"),
    FAN_OUT_CANCEL("pp"),
    FAN_OUT_FREE(Result.NOTHING, "p"),
    DOCUMENT_KIND("pppp"),
    DOCUMENT_SAVE("ppllplp"),
    DOCUMENT_CANCEL("pp"),
    DOCUMENT_FREE(Result.NOTHING, "p"),
    UNPACK_LIMITS_INIT("plp"),
    UNPACK("plplppp"),
    UNPACKED_COUNT("ppp"),
    UNPACKED_GET_ENTRY("plpp"),
    UNPACKED_FREE(Result.NOTHING, "p"),
    OPEN_FILE("plplppp"),
    OPEN_BUFFER("plplppp"),
    READER_NEXT_BATCH("ppp"),
    READER_CANCEL("pp"),
    READER_FREE(Result.NOTHING, "p"),
    READER_ARROW_STREAM("ppp"),
    READER_ACCOUNTING("pplp"),
    READER_PROOF("ppp"),
    READER_PROGRESS("pplp"),
    READER_QUARANTINED_NEXT("ppp"),
    WRITE_OPTIONS_INIT("plp"),
    READER_WRITE_FILE("pplippp"),
    UNIFY_OPTIONS_INIT("plp"),
    READER_UNIFY("ppp"),
    READER_UNIFY_ACCOUNTING("pplp"),
    READER_DOUBT_NEXT("ppp"),
    BATCH_SHAPE("pppp"),
    BATCH_COLUMN("plpp"),
    BATCH_FREE(Result.NOTHING, "p");

    /** What a function gives. */
    public enum Result {
        /** An {@code int32_t}. */
        STATUS,
        /** A pointer. */
        ADDRESS,
        /** Nothing. */
        NOTHING
    }

    private final Result result;
    private final String arguments;

    Symbol(String arguments) {
        this(Result.STATUS, arguments);
    }

    Symbol(Result result, String arguments) {
        this.result = result;
        this.arguments = arguments;
    }

    /**
     * The function's name in the library.
     *
     * @return the name, as in {@code callrec_reader_free}
     */
    public String function() {
        return "callrec_" + name().toLowerCase(Locale.ROOT);
    }

    /**
     * What the function gives.
     *
     * @return the kind
     */
    public Result result() {
        return result;
    }

    /**
     * What the function takes.
     *
     * @return a letter for each parameter: {@code p}, {@code l} or {@code i}
     */
    public String arguments() {
        return arguments;
    }
}
