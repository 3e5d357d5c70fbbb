package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** The REST API: what an outcome tells, what a dry run does not do, and what is refused before it is sent. */
class RestTest {
    private static final String SECRET = "Correct-Horse-7-c4n4ry";
    private static final String ANNA = "anna.rest@roaming.example.com";

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "300");

    private IpassRest rest;

    @BeforeEach
    void open() {
        SIMULATOR.get().control("POST", "/_simulator/reset", "{}");
        rest = SIMULATOR.get().rest();
    }

    @AfterEach
    void close() {
        rest.close();
    }

    private static NewUser.Builder anna() {
        return NewUser.builder()
                .username(ANNA)
                .email("anna.rest@example.com")
                .fname("Anna")
                .lname("Ekström")
                .password(SECRET.toCharArray())
                .departmentCode("Sales")
                .homeCountry("SE")
                .locale("sv-SE")
                .deviceLimit(3)
                .enablePortalLogin(true)
                .notifyActivate(false)
                .notifySuspend(false);
    }

    private static long writes() {
        return SIMULATOR.get().effects().size();
    }

    @Test
    void aDryRunSendsNothingAndShowsNoSecret() {
        long before = writes();
        try (IpassRest dry = rest.dryRun()) {
            Outcome outcome = dry.createUser(anna().build());
            assertEquals(OutcomeState.PLANNED, outcome.state());
            assertFalse(outcome.wasSent());
            assertFalse(outcome.hasObject());
            String planned = outcome.planned().orElseThrow(AssertionError::new);
            assertTrue(planned.contains(ANNA) && !planned.contains(SECRET), planned);
            assertTrue(dry.reconcileCreateUser(anna().build()).wasSent(), "looking is no dry run");
        }
        assertEquals(before, writes());
        CallrecException error = assertThrows(CallrecException.class, () -> rest.findUser(ANNA));
        assertEquals(ErrorKind.NOT_FOUND, error.kind());
        assertEquals(OutcomeState.NOT_DONE, rest.reconcileCreateUser(anna().build()).state());
    }

    @Test
    void whatIsCreatedIsWhatWasAskedFor() {
        Outcome created = rest.createUser(anna().build());
        assertEquals("create_user", created.operation());
        assertEquals(Optional.of(ANNA), created.field("username"));
        assertTrue(created.isSecret("password"));
        assertFalse(created.isSecret("username"));
        assertFalse(created.toString().contains(SECRET), created::toString);
        assertEquals(OutcomeState.DONE, rest.reconcileCreateUser(anna().build()).state());
        assertEquals(created.field("end_user_id"), rest.findUserByEmail("ANNA.rest@example.com").field("end_user_id"));
        try (Reader<User> users = rest.listUsers()) {
            User user = users.stream().filter(one -> one.username().equals(ANNA)).findFirst().get();
            assertEquals(Optional.of("Ekström"), user.lname());
            assertEquals(Optional.of("SE"), user.homeCountry());
            assertEquals(Optional.of(true), user.enablePortalLogin());
            assertEquals(Optional.of(false), user.notifySuspend());
            assertEquals(created.field("end_user_id"), user.endUserId());
        }
    }

    @Test
    void whatTheServiceRefusesIsToldInItsOwnWords() {
        rest.createUser(anna().build());
        CallrecException error = assertThrows(CallrecException.class, () -> rest.createUser(anna().build()));
        assertEquals(ErrorKind.REJECTED, error.kind());
        assertEquals(Optional.of("ipass-rest"), error.provider());
        assertEquals(Optional.of("create_user"), error.operation());
        assertTrue(error.providerCode().isPresent());
        assertTrue(error.providerMessage().isPresent());
        assertFalse((error + error.hint()).contains(SECRET), error::toString);
    }

    @Test
    void anUpdateChangesWhatIsSetAndNothingElse() {
        rest.createUser(anna().build());
        rest.updateUser(UserUpdate.builder().username(ANNA).lname("Berg").build());
        Outcome found = rest.findUser(ANNA);
        assertEquals(Optional.of("Berg"), found.field("lname"));
        assertEquals(Optional.of("Anna"), found.field("fname"));
        assertEquals(OutcomeState.DONE, rest.suspendUser(ANNA).state());
        assertEquals(Optional.of("Suspended"), rest.reconcileSuspendUser(ANNA).field("end_user_status"));
        assertEquals(OutcomeState.DONE, rest.activateUser(ANNA).state());
        assertEquals(OutcomeState.DONE, rest.reconcileActivateUser(ANNA).state());
        assertEquals(OutcomeState.DONE, rest.deleteUser(ANNA).state());
        assertEquals(OutcomeState.DONE, rest.reconcileDeleteUser(ANNA).state());
    }

    @Test
    void whatIsMissingOrCannotBeIsRefusedBeforeItIsSent() {
        long before = writes();
        assertRefused(() -> rest.createUser(NewUser.builder().username(ANNA).build()));
        assertRefused(() -> rest.createRegistrationCode(NewRegistrationCode.builder().regCode("X").build()));
        assertRefused(() -> rest.deactivateDevice("", ""));
        assertThrows(NullPointerException.class, () -> rest.findUser(null));
        assertThrows(NullPointerException.class, () -> NewUser.builder().fname(null));
        assertThrows(IllegalArgumentException.class, () -> NewUser.builder().deviceLimit(-1));
        assertEquals(before, writes());
    }

    private static void assertRefused(Executable call) {
        assertEquals(ErrorKind.INVALID_ARGUMENT, assertThrows(CallrecException.class, call).kind());
    }

    @Test
    void aGroupIsMadeOfSeveralUsersAtOnce() {
        List<String> members;
        String plan;
        try (Reader<User> users = rest.listUsers();
                Reader<GroupPlan> plans = rest.listGroupPlans()) {
            members = users.stream().limit(3).map(User::username).collect(Collectors.toList());
            plan = plans.next().id();
        }
        NewGroup group = NewGroup.builder().name("java-many").groupPlanId(plan).users(members).build();
        assertEquals(OutcomeState.DONE, rest.createGroup(group).state());
        Outcome found = rest.reconcileCreateGroup(group);
        assertEquals(OutcomeState.DONE, found.state(), found::toString);
        assertEquals(Optional.of("3"), found.field("assigned_count"));
    }

    @Test
    void whatWasMadeIsFoundByReconciling() {
        NewCostCenter center = NewCostCenter.builder().costId("J-R").name("From Java").build();
        assertEquals(OutcomeState.NOT_DONE, rest.reconcileCreateCostCenter(center).state());
        rest.createCostCenter(center);
        String id = rest.reconcileCreateCostCenter(center).field("id").orElseThrow(AssertionError::new);
        rest.deleteCostCenter(id);
        assertEquals(OutcomeState.DONE, rest.reconcileDeleteCostCenter(id).state());
        NewRegistrationCode code = NewRegistrationCode.builder()
                .regCode("J-CODE")
                .regCode2("J-2")
                .maxActivationDate(LocalDate.of(2027, 1, 31))
                .duration(3, DurationUnit.MONTHS)
                .build();
        rest.createRegistrationCode(code);
        assertEquals(OutcomeState.DONE, rest.reconcileCreateRegistrationCode(code).state());
    }

    @Test
    void aSearchHasDaysAndAChildHasItsOwnUsers() {
        LocalDate day = LocalDate.of(1999, 1, 1);
        try (Reader<User> none = rest.searchUsers("", day, day)) {
            assertFalse(none.hasNext());
        }
        String child = SIMULATOR.get().control("/_simulator/").path("children").path(0).asText();
        try (IpassRest other = rest.withCompany(child);
                Reader<User> all = rest.listUsers();
                Reader<User> few = other.listUsers()) {
            assertEquals(60, all.stream().count());
            assertEquals(15, few.stream().count());
        }
    }

    @Test
    void everyOptionIsTaken() {
        long before = SIMULATOR.get().requests("ipass_rest", "list_users");
        try (IpassRest small = SIMULATOR.get().restBuilder()
                        .realm("roaming.example.com")
                        .pageLimit(7)
                        .paging(Paging.PAGE_IS_NUMBER)
                        .dailyParameter(DailyParameter.BOTH)
                        .concurrency(2)
                        .tries(2)
                        .threads(2)
                        .recordBytes(100_000)
                        .fieldBytes(50_000)
                        .quarantineHeld(10)
                        .encoding(Encoding.UTF8)
                        .delimiter(Delimiter.COMMA)
                        .sessionLengthUnit(SessionLengthUnit.MINUTES)
                        .build();
                Reader<User> users = small.listUsers();
                Reader<IpassCdr> plain = rest.monthlyCdr(YearMonth.of(2026, 9));
                Reader<IpassCdr> minutes = small.monthlyCdr(YearMonth.of(2026, 9))) {
            assertEquals(60, users.stream().count());
            assertTrue(SIMULATOR.get().requests("ipass_rest", "list_users") - before >= 8, "pages of seven");
            IpassCdr one = plain.next();
            assertEquals(
                    one.sessionLength().map(length -> length.multipliedBy(60)), minutes.next().sessionLength());
            NewUser stranger = anna().username("anna@elsewhere.example.com").build();
            assertRefused(() -> small.createUser(stranger));
        }
        for (IpassRest.Builder builder : Arrays.asList(IpassRest.builder(), IpassRest.builder().company("1"))) {
            assertEquals(ErrorKind.CONFIG, assertThrows(CallrecException.class, builder::build).kind());
        }
    }

    @Test
    void cancellingAClientCancelsThoseMadeOfIt() {
        try (IpassRest dry = rest.dryRun()) {
            rest.cancel();
            for (IpassRest one : Arrays.asList(rest, dry)) {
                CallrecException error = assertThrows(CallrecException.class, one::listUsers);
                assertEquals(ErrorKind.CANCELLED, error.kind());
            }
        }
        rest.close();
        assertThrows(IllegalStateException.class, rest::listUsers);
        assertThrows(IllegalStateException.class, rest::dryRun);
        rest.cancel();
    }

    @Test
    void secretsOfRecordsAreNotPrinted() {
        byte[] body = ("<endUsers><endUser><username>a@b.example.com</username><password>" + SECRET
                        + "</password></endUser></endUsers>")
                .getBytes(StandardCharsets.US_ASCII);
        try (Reader<User> users = Callrec.open(body, Report.USERS)) {
            User user = users.next();
            assertEquals(Optional.of(SECRET), user.password());
            assertTrue(user.toString().contains("password=***"), user::toString);
            assertFalse(user.toString().contains(SECRET), user::toString);
        }
        assertFalse(anna().build().toString().contains(SECRET));
    }
}
