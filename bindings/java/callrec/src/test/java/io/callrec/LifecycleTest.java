package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Closing, cancelling and interrupting: always an exception, never a crash or a hang. */
@Timeout(60)
class LifecycleTest {
    private static final YearMonth MONTH = YearMonth.of(2026, 9);
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "50000");

    @AfterEach
    void noFaultIsLeft() {
        plan("");
    }

    private static void plan(String fault) {
        String list = fault.isEmpty() ? "" : "\"" + fault + "\"";
        SIMULATOR.get().control("POST", "/_simulator/plan", "{\"faults\":[" + list + "]}");
    }

    private static Reader<IpassCdr> month(IpassPortal portal) {
        return portal.monthlyCdr(SIMULATOR.get().company(), MONTH);
    }

    @Test
    void useAfterCloseIsIllegalStateAndClosingTwiceIsNothing() {
        IpassPortal portal = SIMULATOR.get().portal();
        Reader<IpassCdr> cdrs = month(portal);
        cdrs.next();
        portal.close();
        portal.close();
        assertThrows(IllegalStateException.class, () -> month(portal));
        assertThrows(IllegalStateException.class, portal::login);
        assertTrue(cdrs.hasNext(), "a reader goes on without its portal");
        cdrs.close();
        cdrs.close();
        assertThrows(IllegalStateException.class, cdrs::hasNext);
        assertThrows(IllegalStateException.class, cdrs::next);
        assertThrows(IllegalStateException.class, cdrs::takeQuarantined);
        cdrs.cancel();
        assertTrue(cdrs.accounting().read() > 0, "what was counted can still be asked");
        assertTrue(cdrs.bytesRead() > 0);
        assertFalse(cdrs.proof().isPresent());
        assertFalse(cdrs.toString().isEmpty());
    }

    @Test
    void cancelEndsTheReadingForGood() {
        try (IpassPortal portal = SIMULATOR.get().portal();
                Reader<IpassCdr> cdrs = month(portal)) {
            cdrs.next();
            cdrs.cancel();
            CallrecException error =
                    assertThrows(CallrecException.class, () -> cdrs.forEachRemaining(cdr -> {}));
            assertEquals(ErrorKind.CANCELLED, error.kind());
            CallrecException again = assertThrows(CallrecException.class, cdrs::hasNext);
            assertEquals(ErrorKind.CANCELLED, again.kind());
            assertEquals(error.getMessage(), again.getMessage());
        }
    }

    @Test
    void anInterruptEndsAWaitWithinTheBody() throws InterruptedException {
        plan("monthly_cdr:*:stall-after-3000000B");
        try (IpassPortal portal = SIMULATOR.get().portal();
                Reader<IpassCdr> cdrs = month(portal)) {
            assertInterrupts(() -> cdrs.forEachRemaining(cdr -> {}));
        }
    }

    @Test
    void anInterruptEndsAWaitBeforeTheBody() throws InterruptedException {
        plan("monthly_cdr:*:stall");
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            portal.login();
            assertInterrupts(() -> month(portal).next());
        }
    }

    @Test
    void anInterruptEndsOneCallAndNoOther() throws InterruptedException {
        plan("daily_cdr:*:stall");
        try (IpassPortal portal = SIMULATOR.get().portal();
                Reader<IpassCdr> cdrs = month(portal)) {
            String company = SIMULATOR.get().company();
            assertInterrupts(() -> portal.dailyCdr(company, LocalDate.of(2026, 9, 1)));
            assertTrue(cdrs.stream().count() > 40_000, "a reader of the client goes on");
            try (Reader<Company> children = portal.childCompanies(company)) {
                assertTrue(children.hasNext(), "so does the client");
            }
        }
    }

    @Test
    void anInterruptOfTheThreadThatLogsInIsNoneOfThoseThatWaitForIt() throws Exception {
        plan("login:1:stall");
        long before = logins();
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            CompletableFuture<Long> other = new CompletableFuture<>();
            assertInterrupts(() -> {
                new Thread(() -> {
                    awaitLogin(before);
                    try (Reader<IpassCdr> cdrs = month(portal)) {
                        other.complete(cdrs.stream().count());
                    } catch (Throwable e) {
                        other.completeExceptionally(e);
                    }
                }).start();
                portal.login();
            });
            assertTrue(other.get(20, TimeUnit.SECONDS) > 40_000);
        }
    }

    private static long logins() {
        return SIMULATOR.get().requests("ipass_portal", "login");
    }

    private static void awaitLogin(long before) {
        while (logins() == before) {
            Thread.yield();
        }
    }

    /** Runs a call that would wait for long on a thread that is interrupted after a moment. */
    private static void assertInterrupts(Runnable call) throws InterruptedException {
        CompletableFuture<CallrecException> failure = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread waiting = new Thread(() -> {
            begun.countDown();
            try {
                failure.complete(assertThrows(CallrecException.class, call::run));
            } catch (Throwable t) {
                failure.completeExceptionally(t);
            }
            flag.complete(Thread.currentThread().isInterrupted());
        });
        waiting.start();
        begun.await();
        Thread.sleep(700);
        assertTrue(waiting.isAlive(), "it waits");
        waiting.interrupt();
        assertTimeoutPreemptively(SOON, () -> {
            assertEquals(ErrorKind.CANCELLED, failure.get().kind(), () -> failure.join().getMessage());
            assertTrue(flag.get(), "the flag stays set");
        });
    }

    @Test
    void aThreadThatIsInterruptedAlreadyDoesNotWait() {
        try (IpassPortal portal = SIMULATOR.get().portal();
                Reader<IpassCdr> cdrs = month(portal)) {
            Thread.currentThread().interrupt();
            CallrecException error = assertThrows(CallrecException.class, () -> month(portal));
            assertEquals(ErrorKind.CANCELLED, error.kind());
            assertEquals(Optional.of("ipass-portal"), error.provider());
            assertEquals(Optional.of("monthly_cdr"), error.operation());
            assertEquals("ipass-portal monthly_cdr: the thread was interrupted before the call began, and nothing was sent;"
                    + " clear the thread's interrupt flag before the call is made again", error.getMessage());
            assertEquals("clear the thread's interrupt flag before the call is made again", error.hint());
            assertEquals(ErrorKind.CANCELLED, assertThrows(CallrecException.class, cdrs::hasNext).kind());
            assertTrue(Thread.interrupted());
            month(portal).close();
            portal.cancel();
            Thread.currentThread().interrupt();
            CallrecException cancelled = assertThrows(CallrecException.class, () -> month(portal));
            assertTrue(cancelled.getMessage().contains("the client was cancelled"), cancelled.getMessage());
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void closeAndCancelFromAnotherThreadEndAWait() throws Exception {
        for (Consumer<Reader<?>> end : new EndOf[] {Reader::close, Reader::cancel}) {
            plan("monthly_cdr:*:stall-after-3000000B");
            try (IpassPortal portal = SIMULATOR.get().portal();
                    Reader<IpassCdr> cdrs = month(portal)) {
                CompletableFuture<Void> reading =
                        CompletableFuture.runAsync(() -> cdrs.forEachRemaining(cdr -> {}));
                Thread.sleep(700);
                assertFalse(reading.isDone(), "it waits");
                end.accept(cdrs);
                Throwable failure = reading.handle((nothing, cause) -> cause.getCause()).get(5, TimeUnit.SECONDS);
                assertTrue(
                        failure instanceof IllegalStateException
                                || ((CallrecException) failure).kind() == ErrorKind.CANCELLED,
                        failure::toString);
            }
        }
    }

    /** A way to end a reader from outside. */
    private interface EndOf extends Consumer<Reader<?>> {}

    @Test
    void aReaderUsedByTwoThreadsAtOnceSaysSo() throws Exception {
        plan("monthly_cdr:*:stall-after-3000000B");
        try (IpassPortal portal = SIMULATOR.get().portal();
                Reader<IpassCdr> cdrs = month(portal)) {
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> cdrs.forEachRemaining(cdr -> {}));
            Thread.sleep(700);
            assertThrows(IllegalStateException.class, cdrs::takeQuarantined);
            assertTrue(cdrs.bytesRead() > 1_000_000, "progress can be asked meanwhile");
            cdrs.cancel();
            assertThrows(Exception.class, () -> reading.get(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void cancellingThePortalEndsWhatItDoesAndWhatItWouldDo() throws Exception {
        plan("monthly_cdr:*:stall-after-3000000B");
        try (IpassPortal portal = SIMULATOR.get().portal();
                Reader<IpassCdr> cdrs = month(portal)) {
            CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> cdrs.forEachRemaining(cdr -> {}));
            Thread.sleep(700);
            portal.cancel();
            Throwable failure = reading.handle((nothing, cause) -> cause.getCause()).get(5, TimeUnit.SECONDS);
            assertEquals(ErrorKind.CANCELLED, ((CallrecException) failure).kind());
            CallrecException later = assertThrows(CallrecException.class, () -> month(portal));
            assertEquals(ErrorKind.CANCELLED, later.kind());
            assertEquals(Optional.of("monthly_cdr"), later.operation(), later::getMessage);
        }
    }

    @Test
    void theProgramEndsWithItsMainThread(@TempDir Path folder) throws Exception {
        plan("*:*:stall-after-3000000B");
        long begun = System.nanoTime();
        JavaProgram.Run run = JavaProgram.overJar(folder).java(SIMULATOR.get(), EndInFlight.class.getName());
        assertEquals(0, run.code, run.err);
        assertEquals(Arrays.asList("reading", "CANCELLED", "end of main"), run.out);
        assertTrue(System.nanoTime() - begun < 20_000_000_000L, "it did not wait for the calls in flight");
    }
}
