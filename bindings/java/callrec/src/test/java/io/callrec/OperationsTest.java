package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every operation of {@code tests/operations.toml} has its method, and calling it asks the service for just that. */
class OperationsTest {
    private static final YearMonth MONTH = YearMonth.of(2026, 9);
    private static final LocalDate DAY = LocalDate.of(2026, 9, 7);
    private static final String TAIL = "@roaming.example.com";

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "300");

    @TempDir
    static Path folder;

    private static IpassPortal portal;
    private static IpassRest rest;
    private static BillingFeed feed;
    private static Getcalls getcalls;
    /** What calls an operation, by {@code SYSTEM.NAME}. */
    private static final Map<String, Runnable> CALLS = new HashMap<>();

    @BeforeAll
    static void open() {
        portal = SIMULATOR.get().portal();
        rest = SIMULATOR.get().rest();
        feed = SIMULATOR.get().feed();
        getcalls = SIMULATOR.get().getcalls();
        CALLS.clear();
        portal(SIMULATOR.get().company());
        hostedUsers(SIMULATOR.get().company());
        reports();
        users();
        costCenters();
        devicesAndCodes();
        groups();
        feeds();
    }

    @AfterAll
    static void close() {
        portal.close();
        rest.close();
        feed.close();
        getcalls.close();
    }

    @TestFactory
    Stream<DynamicTest> operations() throws IOException {
        JsonNode list = new TomlMapper()
                .readTree(new File(SimulatorProcess.root(), "tests/operations.toml"))
                .path("operation");
        assertEquals(50, list.size(), "this test was written for the 50 operations that there were");
        return StreamSupport.stream(list.spliterator(), false).map(one -> {
            String system = one.path("system").asText();
            String name = one.path("name").asText();
            return DynamicTest.dynamicTest(system + "." + name, () -> check(system, name));
        });
    }

    private static void check(String system, String name) {
        requireMethod(system, name);
        Runnable call = CALLS.get(system + "." + name);
        assertNotNull(call, "no call is known");
        long before = SIMULATOR.get().requests(system, name);
        call.run();
        assertTrue(SIMULATOR.get().requests(system, name) > before, "the service was not asked for it");
    }

    /** The one name that all layers use, as Java spells names. */
    private static void requireMethod(String system, String name) {
        Map<String, Class<?>> classes = new HashMap<>();
        classes.put("ipass_portal", IpassPortal.class);
        classes.put("hosted_users", HostedUsers.class);
        classes.put("ipass_rest", IpassRest.class);
        classes.put("billing_feed", BillingFeed.class);
        classes.put("getcalls", Getcalls.class);
        // The feed is read in three ways, none of which could be called so.
        String method = name.equals("feed") ? "collect" : TextForm.accessor(name);
        assertTrue(
                Arrays.stream(classes.get(system).getMethods()).anyMatch(one -> one.getName().equals(method)),
                () -> classes.get(system) + " has no method " + method);
    }

    private static void on(String operation, Runnable call) {
        assertEquals(null, CALLS.put(operation, call), operation);
    }

    /** Reads to the proven end. */
    private static <T extends ReportRecord> void read(Reader<T> reader) {
        try (Reader<T> open = reader) {
            assertTrue(open.stream().count() > 0, "no record");
        }
    }

    private static void save(Document document) {
        try (Document open = document) {
            Path file = folder.resolve("document-" + System.nanoTime());
            assertEquals(open.save(file).bytes(), Files.size(file));
            assertTrue(Files.size(file) > 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void done(Outcome outcome) {
        assertEquals(OutcomeState.DONE, outcome.state(), outcome::toString);
        assertTrue(outcome.wasSent());
    }

    private static void portal(String company) {
        on("ipass_portal.login", () -> portal.login());
        on("ipass_portal.monthly_cdr", () -> read(portal.monthlyCdr(company, MONTH)));
        on("ipass_portal.daily_cdr", () -> read(portal.dailyCdr(company, DAY)));
        on("ipass_portal.monthly_adjustment_cdr", () -> read(portal.monthlyAdjustmentCdr(company, MONTH)));
        on("ipass_portal.daily_adjustment_cdr", () -> portal.dailyAdjustmentCdr(company, DAY).close());
        on("ipass_portal.network_users", () -> read(portal.networkUsers(company, MONTH)));
        on("ipass_portal.network_users_csv", () -> read(portal.networkUsersCsv(company, MONTH)));
        on("ipass_portal.child_companies", () -> read(portal.childCompanies(company)));
        on("ipass_portal.child_custom_report", () -> save(portal.childCustomReport(company, MONTH, "usage")));
    }

    private static NewUser user(String name) {
        return NewUser.builder()
                .username(name + TAIL)
                .email(name + "@example.com")
                .fname("Anna")
                .lname("Ekström")
                .password("Correct-Horse-7-c4n4ry".toCharArray())
                .homeCountry("SE")
                .build();
    }

    /** The name of a user that was just created. */
    private static String created(String name) {
        done(rest.createUser(user(name)));
        return name + TAIL;
    }

    private static void hostedUsers(String company) {
        HostedUsers hosted = portal.hostedUsers();
        on("hosted_users.create_or_update_user", () -> done(hosted.createOrUpdateUser(company, user("java-hosted"))));
        on("hosted_users.retrieve_user", () -> done(hosted.retrieveUser(company, created("java-retrieved"))));
        on("hosted_users.suspend_user", () -> done(hosted.suspendUser(company, created("java-suspended"))));
    }

    private static void reports() {
        on("ipass_rest.monthly_cdr", () -> read(rest.monthlyCdr(MONTH)));
        on("ipass_rest.daily_cdr", () -> read(rest.dailyCdr(DAY)));
        on("ipass_rest.monthly_adjustment_cdr", () -> read(rest.monthlyAdjustmentCdr(MONTH)));
        on("ipass_rest.daily_adjustment_cdr", () -> rest.dailyAdjustmentCdr(DAY).close());
        on("ipass_rest.network_users", () -> read(rest.networkUsers(MONTH)));
        on("ipass_rest.custom_report", () -> save(rest.customReport(MONTH, "usage")));
        on("ipass_rest.child_custom_report", () -> save(rest.childCustomReport(MONTH, "usage")));
    }

    private static void users() {
        on("ipass_rest.create_user", () -> created("java-created"));
        on("ipass_rest.update_user", () -> done(rest.updateUser(
                UserUpdate.builder().username(created("java-updated")).lname("Berg").build())));
        on("ipass_rest.suspend_user", () -> done(rest.suspendUser(created("java-rest-suspended"))));
        on("ipass_rest.activate_user", () -> {
            String name = created("java-activated");
            done(rest.suspendUser(name));
            done(rest.activateUser(name));
        });
        on("ipass_rest.delete_user", () -> done(rest.deleteUser(created("java-deleted"))));
        on("ipass_rest.search_users", () -> read(rest.searchUsers("")));
        on("ipass_rest.list_users", () -> read(rest.listUsers()));
        on("ipass_rest.list_active_users", () -> read(rest.listActiveUsers()));
        on("ipass_rest.resend_activation", () -> done(rest.resendActivation(created("java-reminded"))));
    }

    private static String firstOf(Reader<? extends ReportRecord> list, String column) {
        try (Reader<? extends ReportRecord> open = list) {
            return (String) open.next().value(column);
        }
    }

    /** The id of a cost center that was just created. */
    private static String center(String costId) {
        done(rest.createCostCenter(NewCostCenter.builder().costId(costId).name("From Java").build()));
        try (Reader<CostCenter> centers = rest.listCostCenters()) {
            return centers.stream()
                    .filter(one -> one.costId().filter(costId::equals).isPresent())
                    .findFirst()
                    .get()
                    .id();
        }
    }

    private static void costCenters() {
        List<String> member = Collections.singletonList(firstOf(rest.listUsers(), "end_user_id"));
        on("ipass_rest.list_cost_centers", () -> read(rest.listCostCenters()));
        on("ipass_rest.create_cost_center", () -> assertFalse(center("J-1").isEmpty()));
        on("ipass_rest.update_cost_center", () -> done(rest.updateCostCenter(
                CostCenterUpdate.builder().id(center("J-2")).costId("J-2").name("Again").build())));
        on("ipass_rest.delete_cost_center", () -> done(rest.deleteCostCenter(center("J-3"))));
        on("ipass_rest.assign_cost_center_users", () -> done(rest.assignCostCenterUsers(center("J-4"), member)));
        on("ipass_rest.list_cost_center_users", () -> {
            String id = center("J-5");
            done(rest.assignCostCenterUsers(id, member));
            read(rest.listCostCenterUsers(id));
        });
        on("ipass_rest.unassign_cost_center_users", () -> {
            String id = center("J-6");
            done(rest.assignCostCenterUsers(id, member));
            done(rest.unassignCostCenterUsers(id, member));
        });
    }

    /** The address of a user who has a device. */
    private static String ownerOfDevice() {
        String name = created("java-owner-" + Long.toString(System.nanoTime(), Character.MAX_RADIX));
        SIMULATOR.get().control("POST", "/_simulator/devices", "{\"username\":\"" + name
                + "\",\"manufacturer\":\"Apple\",\"model\":\"iPhone\",\"platform\":\"iOS\"}");
        return name.replace(TAIL, "@example.com");
    }

    private static NewRegistrationCode code(String text) {
        return NewRegistrationCode.builder()
                .regCode(text)
                .regCode2(text + "-2")
                .maxActivationDate(LocalDate.of(2027, 1, 31))
                .duration(3, DurationUnit.MONTHS)
                .build();
    }

    private static void devicesAndCodes() {
        on("ipass_rest.list_devices", () -> read(rest.listDevices(ownerOfDevice())));
        on("ipass_rest.deactivate_device", () -> {
            String email = ownerOfDevice();
            done(rest.deactivateDevice(email, firstOf(rest.listDevices(email), "device_uuid")));
        });
        on("ipass_rest.create_registration_code", () -> done(rest.createRegistrationCode(code("JAVA-1"))));
        on("ipass_rest.update_registration_code", () -> {
            done(rest.createRegistrationCode(code("JAVA-2")));
            done(rest.updateRegistrationCode(RegistrationCodeUpdate.builder()
                    .id(firstOf(rest.searchRegistrationCodes("JAVA-2"), "id"))
                    .maxActivationDate(LocalDate.of(2027, 2, 28))
                    .build()));
        });
        on("ipass_rest.list_used_registration_codes", () -> rest.listUsedRegistrationCodes().close());
        on("ipass_rest.search_registration_codes", () -> read(rest.searchRegistrationCodes("")));
    }

    /** The id of a group that was just created. */
    private static String group(String name) {
        done(rest.createGroup(NewGroup.builder()
                .name(name)
                .groupPlanId(firstOf(rest.listGroupPlans(), "id"))
                .build()));
        try (Reader<Group> groups = rest.listGroups()) {
            return groups.stream().filter(one -> one.name().filter(name::equals).isPresent()).findFirst().get().id();
        }
    }

    private static void groups() {
        List<String> member = Collections.singletonList(firstOf(rest.listUsers(), "username"));
        on("ipass_rest.list_groups", () -> read(rest.listGroups()));
        on("ipass_rest.list_group_plans", () -> read(rest.listGroupPlans()));
        on("ipass_rest.create_group", () -> assertFalse(group("java-1").isEmpty()));
        on("ipass_rest.update_group", () -> done(rest.updateGroup(group("java-2"), "java-renamed")));
        on("ipass_rest.assign_group_users", () -> done(rest.assignGroupUsers(group("java-3"), member)));
        on("ipass_rest.unassign_group_users", () -> {
            String id = group("java-4");
            done(rest.assignGroupUsers(id, member));
            done(rest.unassignGroupUsers(id, member));
        });
    }

    private static void feeds() {
        on("billing_feed.feed", () -> read(feed.collect(FeedCursor.firstRun())));
        on("billing_feed.recording", () -> {
            try (Reader<BillingFeedRow> rows = feed.firstPage()) {
                String address = rows.stream()
                        .map(row -> row.recording().orElse("0"))
                        .filter(text -> text.length() > 1)
                        .findFirst()
                        .get();
                save(feed.recording(address));
            }
        });
        on("getcalls.get_calls", () -> read(getcalls.getCalls(SIMULATOR.get().profile(), DAY, DAY.plusDays(1))));
    }
}
