package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** Hosted users, through the portal's own session. */
class HostedUsersTest {
    private static final String BERT = "bert@roaming.example.com";

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "10");

    private static NewUser bert() {
        return NewUser.builder()
                .username(BERT)
                .email("bert@example.com")
                .fname("Bert")
                .lname("Berg")
                .password("Correct-Horse-7-c4n4ry".toCharArray())
                .homeCountry("SE")
                .build();
    }

    private static ErrorKind kind(Executable call) {
        return assertThrows(CallrecException.class, call).kind();
    }

    @Test
    void aUserIsPlannedCreatedChangedAndSuspended() {
        String company = SIMULATOR.get().company();
        try (IpassPortal portal = SIMULATOR.get().portal();
                IpassPortal dry = portal.dryRun()) {
            HostedUsers users = portal.hostedUsers();
            Outcome planned = dry.hostedUsers().createUser(company, bert());
            assertEquals(OutcomeState.PLANNED, planned.state());
            assertTrue(planned.planned().get().contains(BERT) && !planned.planned().get().contains("c4n4ry"));
            assertEquals(ErrorKind.NOT_FOUND, kind(() -> users.retrieveUser(company, BERT)));
            assertEquals(ErrorKind.NOT_FOUND, kind(() -> users.updateUser(
                    company, UserUpdate.builder().username(BERT).fname("Berta").build())));

            assertEquals(OutcomeState.DONE, users.createUser(company, bert()).state());
            assertEquals(ErrorKind.REJECTED, kind(() -> users.createUser(company, bert())));
            assertEquals(OutcomeState.DONE, users.createOrUpdateUser(company, bert()).state());
            users.updateUser(company, UserUpdate.builder().username(BERT).fname("Berta").build());
            assertEquals(Optional.of("Berta"), users.retrieveUser(company, BERT).field("fname"));
            assertEquals(OutcomeState.DONE, users.suspendUser(company, BERT).state());
            portal.close();
            assertThrows(IllegalStateException.class, () -> users.retrieveUser(company, BERT));
        }
        assertEquals(1, SIMULATOR.get().control("/_simulator/ledger").path("logins").asLong());
    }
}
