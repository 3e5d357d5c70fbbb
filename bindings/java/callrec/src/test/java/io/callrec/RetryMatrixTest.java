package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The families of {@code tests/retry} that a caller sees, as they stand there: what is created, sent, and read. */
@Timeout(120)
class RetryMatrixTest {
    private static final YearMonth MONTH = YearMonth.of(2026, 9);

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "1500");

    private int number;


    /** Calls an operation with effects on something of its own. */
    private interface Write {
        Outcome call(IpassRest rest);
    }

    @TestFactory
    Stream<DynamicTest> whatCreatesAndWhatNotifies() throws IOException {
        List<RetryCase> cases = new ArrayList<>(RetryCase.of(
                "services/creates",
                "ipass_rest.create_user",
                "ipass_rest.create_cost_center",
                "ipass_rest.create_registration_code",
                "ipass_rest.create_group"));
        cases.addAll(RetryCase.of("services/notifies", "ipass_rest.resend_activation"));
        assertTrue(cases.size() > 50, () -> cases.size() + " cases");
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> write(one)));
    }

    private void write(RetryCase one) {
        String operation = one.operation.replace("ipass_rest.", "");
        // What fails in one case is nothing to the next.
        IpassRest.Builder builder = SIMULATOR.get().restBuilder().withoutCircuit();
        if (one.get("client").has("idle_ms")) {
            builder.idleTimeout(Duration.ofMillis(one.get("client").path("idle_ms").asLong()));
        }
        try (IpassRest rest = builder.build()) {
            Write write = prepare(rest, operation);
            long seen = SIMULATOR.get().control("/_simulator/ledger").path("requests").asLong();
            int effects = SIMULATOR.get().effects().size();
            JsonNode before = turn(one);
            try {
                assertGives(one.result(0), () -> write.call(rest));
            } finally {
                SIMULATOR.get().plan();
                SIMULATOR.get().control("POST", "/_simulator/switches", before.toString());
            }
            assertEquals(
                    one.get("requests").asLong(),
                    seenSince(seen).stream().filter(operation::equals).count(),
                    "requests");
            assertEquals(one.get("effects").asInt(), SIMULATOR.get().effects().size() - effects, "effects");
        }
    }

    /** Sets faults and switches; gives the switches as they were. */
    private static JsonNode turn(RetryCase one) {
        JsonNode before = SIMULATOR.get().control("/_simulator/switches");
        SIMULATOR.get().control("POST", "/_simulator/switches", one.switches().toString());
        SIMULATOR.get().plan(one.faults());
        return before;
    }

    private static void assertGives(JsonNode result, Supplier<Outcome> call) {
        try {
            Outcome outcome = call.get();
            assertEquals("done", result.path("ending").asText(), outcome::toString);
            assertEquals(OutcomeState.DONE, outcome.state());
        } catch (CallrecException e) {
            assertEquals("", RetryCase.differs(e, result));
        }
    }

    private Write prepare(IpassRest rest, String operation) {
        String name = "matrix-" + ++number;
        NewUser user = NewUser.builder()
                .username(name + "@roaming.example.com")
                .email(name + "@example.com")
                .fname("Synthetic")
                .lname("User")
                .build();
        switch (operation) {
            case "create_user":
                return one -> one.createUser(user);
            case "resend_activation":
                rest.createUser(user);
                return one -> one.resendActivation(name + "@roaming.example.com");
            case "create_cost_center":
                return one -> one.createCostCenter(NewCostCenter.builder().costId(name).name(name).build());
            case "create_registration_code":
                return one -> one.createRegistrationCode(NewRegistrationCode.builder()
                        .regCode(name)
                        .regCode2(name + "-2")
                        .maxActivationDate(LocalDate.of(2027, 1, 31))
                        .duration(3, DurationUnit.MONTHS)
                        .build());
            case "create_group":
                String plan;
                try (Reader<GroupPlan> plans = rest.listGroupPlans()) {
                    plan = plans.next().id();
                }
                return one -> one.createGroup(NewGroup.builder().name(name).groupPlanId(plan).build());
            default:
                return fail(operation);
        }
    }

    @TestFactory
    Stream<DynamicTest> sessionsThatEnd() throws IOException {
        List<RetryCase> cases = RetryCase.of("sessions", "monthly_cdr");
        assertTrue(cases.size() > 20, () -> cases.size() + " cases");
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> read(one)));
    }

    private void read(RetryCase one) {
        JsonNode ledger = SIMULATOR.get().control("/_simulator/ledger");
        JsonNode before = turn(one);
        try (IpassPortal portal = SIMULATOR.get()
                .builder()
                .withoutCircuit()
                .retryPause(Duration.ofMillis(5))
                .build()) {
            for (int call = 0; call < one.get("calls").asInt(1); call++) {
                if (one.get("expire_before_call").asInt(-1) == call + 1) {
                    SIMULATOR.get().control("POST", "/_simulator/expire-sessions", "{}");
                }
                assertReads(one.result(call), portal);
            }
        } finally {
            SIMULATOR.get().plan();
            SIMULATOR.get().control("POST", "/_simulator/switches", before.toString());
        }
        List<String> wanted = new ArrayList<>();
        one.get("requests").forEach(request -> wanted.add(request.asText().replace("@", one.operation)));
        assertEquals(wanted, seenSince(ledger.path("requests").asLong()));
        assertLedger(one.get("effects"), ledger);
    }

    /** The operations of the requests after that number, in the order in which the simulator saw them. */
    private static List<String> seenSince(long number) {
        List<String> operations = new ArrayList<>();
        for (JsonNode request : SIMULATOR.get().control("/_simulator/requests")) {
            if (request.path("number").asLong() > number) {
                operations.add(request.path("operation").asText());
            }
        }
        return operations;
    }

    private static void assertReads(JsonNode result, IpassPortal portal) {
        assertNotNull(result);
        long rows = 0;
        try (Reader<IpassCdr> cdrs = portal.monthlyCdr(SIMULATOR.get().company(), MONTH)) {
            rows = cdrs.stream().count();
            assertEquals("all", result.path("rows").asText(), () -> "no error, wanted " + result);
            assertEquals(1_500, rows);
        } catch (CallrecException e) {
            assertEquals("", RetryCase.differs(e, result));
        }
    }

    private static void assertLedger(JsonNode wanted, JsonNode before) {
        JsonNode after = SIMULATOR.get().control("/_simulator/ledger");
        String[][] names = {{"logins", "logins"}, {"downloads", "downloads_begun"}, {"whole", "downloads_finished"}};
        for (String[] name : names) {
            if (wanted.has(name[0])) {
                long change = after.path(name[1]).asLong() - before.path(name[1]).asLong();
                assertEquals(wanted.path(name[0]).asLong(), change, name[0]);
            }
        }
    }
}
