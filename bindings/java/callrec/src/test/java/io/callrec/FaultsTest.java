package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The cases of {@code tests/retry} that a caller sees: what was sent, what it did, and what Java says of it. */
@Timeout(60)
class FaultsTest {
    private static final YearMonth MONTH = YearMonth.of(2026, 9);

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "20000");

    @AfterEach
    void noFaultIsLeft() {
        SIMULATOR.get().plan();
    }

    private static NewUser user(String name) {
        return NewUser.builder()
                .username(name + "@roaming.example.com")
                .email(name + "@example.com")
                .fname("Synthetic")
                .lname("User")
                .build();
    }

    /** What a creation under a fault did: requests sent, effects in the ledger, and what looking finds. */
    private static void assertAmbiguous(String name, String fault, int effects, OutcomeState looking) {
        long sent = SIMULATOR.get().requests("ipass_rest", "create_user");
        int before = SIMULATOR.get().effects().size();
        SIMULATOR.get().plan("ipass_rest.create_user:*:" + fault);
        try (IpassRest rest = SIMULATOR.get().rest()) {
            CallrecException error = assertThrows(CallrecException.class, () -> rest.createUser(user(name)));
            assertEquals(ErrorKind.AMBIGUOUS, error.kind(), error::getMessage);
            assertFalse(error.retryable());
            assertEquals(sent + 1, SIMULATOR.get().requests("ipass_rest", "create_user"), "never sent twice");
            assertEquals(before + effects, SIMULATOR.get().effects().size(), "effects in the ledger");
            Outcome found = rest.reconcileCreateUser(user(name));
            assertEquals(looking, found.state(), found::toString);
            assertEquals(looking == OutcomeState.DONE, found.hasObject());
            assertEquals(before + effects, SIMULATOR.get().effects().size(), "looking changes nothing");
        }
    }

    @Test
    void aCreationWhoseAnswerWasLostIsAmbiguousAndFoundByLooking() {
        assertAmbiguous("lost-by-reset", "commit-then-reset", 1, OutcomeState.DONE);
        assertAmbiguous("lost-by-503", "commit-then-503", 1, OutcomeState.DONE);
        assertAmbiguous("lost-in-head", "reset-in-head-after-20B", 1, OutcomeState.DONE);
    }

    @Test
    void aCreationThatNeverArrivedIsAmbiguousAndNotFound() {
        assertAmbiguous("never-arrived", "reset-before-commit", 0, OutcomeState.NOT_DONE);
    }

    @Test
    void aDeletionThatWasDoneTheFirstTimeIsAlreadyGone() {
        try (IpassRest rest = SIMULATOR.get().rest()) {
            rest.createUser(user("gone"));
            SIMULATOR.get().plan("ipass_rest.delete_user:1:commit-then-reset");
            Outcome outcome = rest.deleteUser("gone@roaming.example.com");
            assertEquals(OutcomeState.ALREADY_GONE, outcome.state(), outcome::toString);
        }
    }

    @Test
    void aReminderIsNeverSentTwice() {
        try (IpassRest rest = SIMULATOR.get().rest()) {
            rest.createUser(user("reminded"));
            long before = SIMULATOR.get().requests("ipass_rest", "resend_activation");
            SIMULATOR.get().plan("ipass_rest.resend_activation:*:commit-then-reset");
            CallrecException error = assertThrows(
                    CallrecException.class, () -> rest.resendActivation("reminded@roaming.example.com"));
            assertEquals(ErrorKind.AMBIGUOUS, error.kind());
            assertEquals(before + 1, SIMULATOR.get().requests("ipass_rest", "resend_activation"));
        }
    }

    @Test
    void anInterruptedCreationIsCancelledAndMayHaveBeenDone() throws InterruptedException {
        SIMULATOR.get().plan("ipass_rest.create_user:*:commit-then-delay-3000ms");
        try (IpassRest rest = SIMULATOR.get().rest()) {
            Thread here = Thread.currentThread();
            int before = SIMULATOR.get().effects().size();
            Thread other = new Thread(() -> {
                while (SIMULATOR.get().effects().size() == before) {
                    Thread.yield();
                }
                here.interrupt();
            });
            other.start();
            CallrecException error =
                    assertThrows(CallrecException.class, () -> rest.createUser(user("interrupted")));
            assertEquals(ErrorKind.CANCELLED, error.kind());
            assertTrue(error.getMessage().contains("may have been carried out"), error.getMessage());
            assertTrue(Thread.interrupted());
            other.join();
            assertEquals(OutcomeState.DONE, rest.reconcileCreateUser(user("interrupted")).state());
        }
    }

    private static List<String> month(IpassPortal portal) {
        List<String> ids = new ArrayList<>();
        try (Reader<IpassCdr> cdrs = portal.monthlyCdr(SIMULATOR.get().company(), MONTH)) {
            cdrs.forEachRemaining(cdr -> ids.add(cdr.transactionId()));
        }
        return ids;
    }

    private static long logins() {
        return SIMULATOR.get().control("/_simulator/ledger").path("logins").asLong();
    }

    @Test
    void aSessionThatEndsIsRenewedOnceForAnyNumberOfReports() {
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            List<String> before = month(portal);
            long logins = logins();
            SIMULATOR.get().control("POST", "/_simulator/expire-sessions", "{}");
            assertEquals(before, month(portal));
            assertEquals(logins + 1, logins());
            for (String form : new String[] {"return-401", "redirect=/moservices/login.html", "html-login"}) {
                SIMULATOR.get().plan("monthly_cdr:1:" + form);
                assertEquals(before, month(portal), form);
            }
        }
    }

    @Test
    void aSessionThatCannotBeRenewedIsAuthAndNoLoop() {
        SIMULATOR.get().plan("monthly_cdr:*:return-401");
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            long logins = logins();
            CallrecException error = assertThrows(CallrecException.class, () -> month(portal));
            assertEquals(ErrorKind.AUTH, error.kind());
            assertEquals(logins + 2, logins());
        }
    }

    /** Rows of the front come first, then the error: never a shorter month that looks whole. */
    @Test
    void aBodyThatBreaksOffIsAnErrorAfterItsRows() {
        List<String> whole;
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            whole = month(portal);
        }
        for (String cut : new String[] {"fin-after-1000000B", "cut-chunked-after-1000000B", "reset-after-1000000B"}) {
            SIMULATOR.get().plan("monthly_cdr:*:" + cut);
            List<String> ids = new ArrayList<>();
            try (IpassPortal portal = SIMULATOR.get().builder().batchRows(500).build();
                    Reader<IpassCdr> cdrs = portal.monthlyCdr(SIMULATOR.get().company(), MONTH)) {
                CallrecException error = assertThrows(
                        CallrecException.class,
                        () -> cdrs.forEachRemaining(cdr -> ids.add(cdr.transactionId())),
                        cut);
                assertTrue(
                        error.kind() == ErrorKind.TRUNCATED || error.kind() == ErrorKind.TRANSPORT,
                        error::getMessage);
                assertFalse(cdrs.proof().isPresent());
                CallrecException again = assertThrows(CallrecException.class, cdrs::hasNext);
                assertEquals(error.getMessage(), again.getMessage(), "it comes again");
            }
            assertTrue(ids.size() > 0 && ids.size() < whole.size(), () -> cut + ": " + ids.size() + " rows");
            assertEquals(whole.subList(0, ids.size()), ids, cut);
        }
    }
}
