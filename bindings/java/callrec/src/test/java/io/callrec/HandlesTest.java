package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * An {@link OutOfMemoryError} at any access to the library, also right after a call has opened something, leaves nothing
 * open that nobody can close any more.
 */
@Timeout(120)
class HandlesTest {
    private static final YearMonth MONTH = YearMonth.of(2026, 9);
    /** Synthetic; the second row cannot be read. */
    private static final byte[] ROWS =
            "t1,,,,,,,,,,,,,\nt2,,,,,never,,,,,,,,\n".getBytes(StandardCharsets.US_ASCII);

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "10");

    @TempDir
    Path folder;

    /** What a program does that closes whatever it is given. */
    private interface Use {
        void run() throws Exception;
    }

    /** Lets each access fail in its turn, before and after it is made, until none is left. */
    private static void leavesNothing(Use use) throws Exception {
        leavesNothing(use, false);
        leavesNothing(use, true);
    }

    /** With {@code forGood}, all fails from there on until the use is over; what opens something next frees what is left. */
    private static void leavesNothing(Use use, boolean forGood) throws Exception {
        for (boolean after : new boolean[] {false, true}) {
            boolean failed = true;
            for (int access = 0; failed; access++) {
                try (LiveHandles live = new LiveHandles()) {
                    try (FailingAccess failing =
                            forGood ? FailingAccess.forGood(access, after) : new FailingAccess(access, after)) {
                        run(use, failing, forGood);
                        failed = failing.thrown != null;
                    }
                    if (forGood) {
                        FeedCursor.firstRun();
                    }
                    String place = "after access " + access + (after ? ", which was made" : ", which was not made");
                    assertEquals(Collections.emptySet(), live.left(), place);
                    assertTrue(failed || live.seen > 0, "nothing was opened");
                }
            }
        }
    }

    private static void run(Use use, FailingAccess failing, boolean forGood) throws Exception {
        try {
            use.run();
        } catch (OutOfMemoryError e) {
            assertTrue(forGood || failing.thrown == e, e.toString());
        } catch (CallrecException | IllegalStateException e) {
            // What was lost is told.
            if (failing.thrown == null) {
                throw e;
            }
        }
    }

    @Test
    void bodiesInMemory() throws Exception {
        leavesNothing(() -> {
            try (Reader<IpassCdr> cdrs = Callrec.open(ROWS, Report.IPASS_CDR)) {
                cdrs.forEachRemaining(cdr -> {});
                cdrs.takeQuarantined();
            }
        });
    }

    @Test
    void failures() throws Exception {
        byte[] none = "no report".getBytes(StandardCharsets.US_ASCII);
        leavesNothing(() -> {
            try {
                Callrec.open(none, Report.COMPANIES).close();
            } catch (CallrecException e) {
                assertEquals(ErrorKind.NOT_DATA, e.kind());
            }
        });
    }

    @Test
    void clients() throws Exception {
        leavesNothing(() -> {
            try (IpassRest rest = SIMULATOR.get().rest();
                    IpassRest dry = rest.dryRun();
                    IpassRest other = rest.withCompany("7")) {
                rest.cancel();
            }
        });
    }

    @Test
    void reports() throws Exception {
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            leavesNothing(() -> {
                try (Reader<IpassCdr> cdrs = portal.monthlyCdr(SIMULATOR.get().company(), MONTH)) {
                    cdrs.next();
                }
            });
        }
    }

    @Test
    void manyReports() throws Exception {
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            leavesNothing(() -> {
                try (FanOut<IpassCdr> companies = portal.monthlyCdrOfAll(SIMULATOR.get().company(), MONTH)) {
                    companies.next().close();
                }
            });
        }
    }

    @Test
    void failuresOfManyReports() throws Exception {
        SIMULATOR.get().plan("monthly_cdr:*:return-404");
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            leavesNothing(() -> {
                try (FanOut<IpassCdr> companies = portal.monthlyCdrOfAll(SIMULATOR.get().company(), MONTH)) {
                    companies.next().close();
                }
            });
        } finally {
            SIMULATOR.get().plan();
        }
    }

    @Test
    void documentsAndArchives() throws Exception {
        Path archive = folder.resolve("archive.zip");
        try (IpassPortal portal = SIMULATOR.get().portal()) {
            leavesNothing(() -> portal.childCustomReport(SIMULATOR.get().company(), MONTH, "usage").close());
            try (Document document = portal.childCustomReport(SIMULATOR.get().company(), MONTH, "usage")) {
                document.save(archive);
            }
        }
        int[] count = {0};
        leavesNothing(() -> Callrec.unpack(archive, folder.resolve("unpacked-" + count[0]++)));
    }

    @Test
    void outcomes() throws Exception {
        try (IpassRest rest = SIMULATOR.get().rest(); IpassRest dry = rest.dryRun()) {
            leavesNothing(() -> dry.suspendUser("ann@roaming.example.com"));
        }
    }

    @Test
    void cursors() throws Exception {
        Path file = folder.resolve("feed.cursor");
        FeedCursor.firstRun().save(file);
        leavesNothing(() -> FeedCursor.parse(FeedCursor.load(file).acceptRevised().text()));
        leavesNothing(() -> FeedCursor.after(3).save(folder.resolve("another.cursor")));
        try (BillingFeed feed = SIMULATOR.get().feed()) {
            leavesNothing(() -> {
                try (Reader<BillingFeedRow> rows = feed.collect(FeedCursor.firstRun())) {
                    rows.cursor();
                }
            });
            leavesNothing(() -> {
                try (FanOut<BillingFeedRow> feeds = BillingFeed.collectAll(
                        Collections.singletonMap(feed, FeedCursor.firstRun()), 1, FanOutOrder.IN_ORDER)) {
                    feeds.next().close();
                }
            });
        }
    }
}
