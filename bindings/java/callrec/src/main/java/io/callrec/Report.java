package io.callrec;

import io.callrec.internal.Batch;
import io.callrec.internal.abi.NativeFanOut;
import io.callrec.internal.abi.NativeReader;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A kind of table that callrec decodes.
 *
 * @param <T> what a record of it is
 */
public final class Report<T extends ReportRecord> {
    /** Call detail records of the iPass portal: monthly, daily and adjustment files alike. */
    public static final Report<IpassCdr> IPASS_CDR = new Report<>("ipass_cdr", IpassCdr::new);

    /** Network and client users of an iPass company in a month, from XML and from CSV. */
    public static final Report<NetworkUser> IPASS_NETWORK_USERS =
            new Report<>("ipass_network_users", NetworkUser::new);

    /** Companies: the children of an iPass account. */
    public static final Report<Company> COMPANIES = new Report<>("companies", Company::new);

    /** Rows of a billing feed, of every profile and format. */
    public static final Report<BillingFeedRow> BILLING_FEED = new Report<>("billing_feed", BillingFeedRow::new);

    /** Records of a getcalls profile, from JSON and from CSV. */
    public static final Report<GetcallsRow> GETCALLS = new Report<>("getcalls", GetcallsRow::new);

    /** Users of the iPass REST API, and hosted users. */
    public static final Report<User> USERS = new Report<>("users", User::new);

    /** Users of an iPass cost center. */
    public static final Report<SimpleUser> SIMPLE_USERS = new Report<>("simple_users", SimpleUser::new);

    /** Cost centers of an iPass company. */
    public static final Report<CostCenter> COST_CENTERS = new Report<>("cost_centers", CostCenter::new);

    /** Devices of a user of an iPass company. */
    public static final Report<Device> DEVICES = new Report<>("devices", Device::new);

    /** Registration codes of an iPass company. */
    public static final Report<RegistrationCode> REGISTRATION_CODES =
            new Report<>("registration_codes", RegistrationCode::new);

    /** Groups of users of an iPass company. */
    public static final Report<Group> GROUPS = new Report<>("groups", Group::new);

    /** Plans that groups of an iPass company may have. */
    public static final Report<GroupPlan> GROUP_PLANS = new Report<>("group_plans", GroupPlan::new);

    /** Call detail records of any system, in the table that all have in common: what {@link Reader#unify} gives. */
    public static final Report<UnifiedRecord> UNIFIED = new Report<>("unified", UnifiedRecord::new);

    private static final List<Report<?>> ALL = Collections.unmodifiableList(Arrays.asList(
            IPASS_CDR, IPASS_NETWORK_USERS, COMPANIES, BILLING_FEED, GETCALLS, USERS, SIMPLE_USERS, COST_CENTERS,
            DEVICES, REGISTRATION_CODES, GROUPS, GROUP_PLANS));

    /** Makes the view of one row. */
    interface View<T> {
        T of(Batch batch, int row);
    }

    private final String name;
    private final View<T> view;

    private Report(String name, View<T> view) {
        this.name = name;
        this.view = view;
    }

    /**
     * Every report that a service sends or a file may hold.
     *
     * @return an immutable list
     */
    public static List<Report<?>> all() {
        return ALL;
    }

    /**
     * Finds a report by its name.
     *
     * @param name the name, with {@code _} or {@code -} between its words
     * @return the report
     * @throws IllegalArgumentException if no report has that name
     */
    public static Report<?> named(String name) {
        String wanted = Objects.requireNonNull(name, "name").replace('-', '_');
        for (Report<?> report : ALL) {
            if (report.name.equals(wanted)) {
                return report;
            }
        }
        throw new IllegalArgumentException("no report is named " + name + "; known: " + ALL);
    }

    /**
     * The table's name, the same in every language.
     *
     * @return the name in snake case, as in {@code ipass_cdr}
     */
    public String name() {
        return name;
    }

    /** Its records, out of one body. */
    Reader<T> reader(NativeReader records) {
        return new Reader<>(this, records);
    }

    /** Its records, out of several bodies. */
    FanOut<T> fanOut(NativeFanOut results) {
        return new FanOut<>(this, results);
    }

    /** The view of a row. */
    T record(Batch batch, int row) {
        return view.of(batch, row);
    }

    @Override
    public String toString() {
        return name;
    }
}
