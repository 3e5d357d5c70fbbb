package io.callrec;

import io.callrec.internal.abi.NativeClient;
import io.callrec.internal.ffi.Symbol;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Objects;

/** What {@link IpassRest} reads: lists, searches and reports. Changes nothing at the service. */
abstract class IpassRestReads {
    final NativeClient client;

    IpassRestReads(NativeClient client) {
        this.client = client;
    }

    /**
     * All users, page after page.
     *
     * @return the records, to be closed
     */
    public Reader<User> listUsers() {
        return client.reader(Report.USERS::reader, Symbol.IPASS_REST_LIST_USERS);
    }

    /**
     * The users that are active, page after page.
     *
     * @return the records, to be closed
     */
    public Reader<User> listActiveUsers() {
        return client.reader(Report.USERS::reader, Symbol.IPASS_REST_LIST_ACTIVE_USERS);
    }

    /**
     * The users that match, page after page. What matches is the service's to say: {@link #findUser} is exact.
     *
     * @param criteria what to search for; may be empty
     * @return the records, to be closed
     */
    public Reader<User> searchUsers(String criteria) {
        return client.reader(
                Report.USERS::reader, Symbol.IPASS_REST_SEARCH_USERS, required(criteria, "criteria"), null, null);
    }

    /**
     * The users that match and were registered within days, page after page.
     *
     * @param criteria what to search for; may be empty
     * @param registeredFrom the first day of registration; null for no bound
     * @param registeredTo the last day of registration; null for no bound
     * @return the records, to be closed
     */
    public Reader<User> searchUsers(String criteria, LocalDate registeredFrom, LocalDate registeredTo) {
        String from = registeredFrom == null ? null : registeredFrom.toString();
        String to = registeredTo == null ? null : registeredTo.toString();
        return client.reader(
                Report.USERS::reader, Symbol.IPASS_REST_SEARCH_USERS, required(criteria, "criteria"), from, to);
    }

    /**
     * Finds the user of that login, exactly.
     *
     * @param username the login with its realm
     * @return the user as an object
     * @throws CallrecException {@link ErrorKind#NOT_FOUND} if there is none
     */
    public Outcome findUser(String username) {
        return new Outcome(client.outcome(Symbol.IPASS_REST_FIND_USER, required(username, "username")));
    }

    /**
     * Finds the user of that e-mail address, exact but for ASCII case.
     *
     * @param email the address
     * @return the user as an object
     * @throws CallrecException {@link ErrorKind#NOT_FOUND} if there is none
     */
    public Outcome findUserByEmail(String email) {
        return new Outcome(client.outcome(Symbol.IPASS_REST_FIND_USER_BY_EMAIL, required(email, "email")));
    }

    /**
     * The cost centers.
     *
     * @return the records, to be closed
     */
    public Reader<CostCenter> listCostCenters() {
        return client.reader(Report.COST_CENTERS::reader, Symbol.IPASS_REST_LIST_COST_CENTERS);
    }

    /**
     * The users of a cost center, page after page.
     *
     * @param id its {@link CostCenter#id()}
     * @return the records, to be closed
     */
    public Reader<SimpleUser> listCostCenterUsers(String id) {
        return client.reader(Report.SIMPLE_USERS::reader, Symbol.IPASS_REST_LIST_COST_CENTER_USERS, required(id, "id"));
    }

    /**
     * The devices of a user.
     *
     * @param email the address of the user
     * @return the records, to be closed
     */
    public Reader<Device> listDevices(String email) {
        return client.reader(Report.DEVICES::reader, Symbol.IPASS_REST_LIST_DEVICES, required(email, "email"));
    }

    /**
     * The registration codes that were used, page after page.
     *
     * @return the records, to be closed
     */
    public Reader<RegistrationCode> listUsedRegistrationCodes() {
        return client.reader(Report.REGISTRATION_CODES::reader, Symbol.IPASS_REST_LIST_USED_REGISTRATION_CODES);
    }

    /**
     * The registration codes that match, page after page.
     *
     * @param criteria what to search for; may be empty
     * @return the records, to be closed
     */
    public Reader<RegistrationCode> searchRegistrationCodes(String criteria) {
        return client.reader(
                Report.REGISTRATION_CODES::reader,
                Symbol.IPASS_REST_SEARCH_REGISTRATION_CODES,
                required(criteria, "criteria"));
    }

    /**
     * The groups.
     *
     * @return the records, to be closed
     */
    public Reader<Group> listGroups() {
        return client.reader(Report.GROUPS::reader, Symbol.IPASS_REST_LIST_GROUPS);
    }

    /**
     * The plans that groups may have.
     *
     * @return the records, to be closed
     */
    public Reader<GroupPlan> listGroupPlans() {
        return client.reader(Report.GROUP_PLANS::reader, Symbol.IPASS_REST_LIST_GROUP_PLANS);
    }

    /**
     * The CDRs of a month.
     *
     * @param month the month
     * @return the records, to be closed
     */
    public Reader<IpassCdr> monthlyCdr(YearMonth month) {
        return client.reader(Report.IPASS_CDR::reader, Symbol.IPASS_REST_MONTHLY_CDR, text(month));
    }

    /**
     * The CDRs of a day.
     *
     * @param day the day
     * @return the records, to be closed
     */
    public Reader<IpassCdr> dailyCdr(LocalDate day) {
        return client.reader(Report.IPASS_CDR::reader, Symbol.IPASS_REST_DAILY_CDR, text(day));
    }

    /**
     * The corrections published in a month. They amend prior months: never to be added to a month without looking at
     * the transaction ids.
     *
     * @param month the month
     * @return the records, to be closed
     */
    public Reader<IpassCdr> monthlyAdjustmentCdr(YearMonth month) {
        return client.reader(Report.IPASS_CDR::reader, Symbol.IPASS_REST_MONTHLY_ADJUSTMENT_CDR, text(month));
    }

    /**
     * The corrections published on a day.
     *
     * @param day the day
     * @return the records, to be closed
     */
    public Reader<IpassCdr> dailyAdjustmentCdr(LocalDate day) {
        return client.reader(Report.IPASS_CDR::reader, Symbol.IPASS_REST_DAILY_ADJUSTMENT_CDR, text(day));
    }

    /**
     * The network and client users of a month.
     *
     * @param month the month
     * @return the records, to be closed
     */
    public Reader<NetworkUser> networkUsers(YearMonth month) {
        return client.reader(Report.IPASS_NETWORK_USERS::reader, Symbol.IPASS_REST_NETWORK_USERS, text(month));
    }

    /**
     * A custom report of a month.
     *
     * @param month the month
     * @param file the report's name as the provider gives it
     * @param duration what the service takes under that name; null for none
     * @return the document, to be saved and closed
     */
    public Document customReport(YearMonth month, String file, String duration) {
        return client.document(
                Document::new, Symbol.IPASS_REST_CUSTOM_REPORT, text(month), required(file, "file"), duration);
    }

    /**
     * A custom report of a month, without a duration.
     *
     * @param month the month
     * @param file the report's name as the provider gives it
     * @return the document, to be saved and closed
     */
    public Document customReport(YearMonth month, String file) {
        return customReport(month, file, null);
    }

    /**
     * A custom report of the child companies in a month: a zip archive.
     *
     * @param month the month
     * @param file the report's name as the provider gives it
     * @return the document, to be saved and closed
     */
    public Document childCustomReport(YearMonth month, String file) {
        return client.document(
                Document::new, Symbol.IPASS_REST_CHILD_CUSTOM_REPORT, text(month), required(file, "file"));
    }

    static String required(String text, String name) {
        return Objects.requireNonNull(text, name);
    }

    private static String text(Object monthOrDay) {
        return Objects.requireNonNull(monthOrDay, "period").toString();
    }
}
