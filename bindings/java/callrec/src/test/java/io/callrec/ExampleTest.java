package io.callrec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Everything in {@code examples/java} as its users run it. */
class ExampleTest {
    private static final int ROWS = 2_345;
    private static final int RECORD = 120;
    /** Bytes of a feed's rows that a program has written. */
    private static final long SOME_ROWS = 6_000;
    /** A month of two records, of which the second has no time that can be read. */
    private static final String BROKEN_MONTH =
            "body=Transaction ID,Billing Code,User ID,Authentication Domain,Description,GMT Time,Local Time,"
                    + "Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,Reserved,Data Used\\n"
                    + "T1,B,ann,example.com,Ghent,01-SEP-2026 01:59:58,01-SEP-2026 03:59:58,60,0.25,12.34,WiFi,day,,1\\n"
                    + "T2,B,bob,example.com,Ghent,yesterday,01-SEP-2026 03:59:58,60,0.25,12.34,WiFi,day,,1\\n";
    private static final String ASIDE =
            "set aside: line 3, byte \\d+, record 2, column gmt_time: not a date and time of this report";

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", String.valueOf(ROWS));

    @TempDir
    static Path folder;

    private static JavaProgram program;

    @BeforeAll
    static void compile() throws Exception {
        program = JavaProgram.overBareJar(folder);
        List<Path> sources;
        try (Stream<Path> files = Files.list(SimulatorProcess.root().toPath().resolve("examples/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).sorted().collect(Collectors.toList());
        }
        assertEquals(5, sources.size(), "each example has its test here");
        program.compile(sources.toArray(new Path[0]));
    }

    @AfterEach
    void noFaultIsLeft() {
        SIMULATOR.get().plan();
    }

    private static JavaProgram.Run run(String... arguments) throws Exception {
        return run(SIMULATOR.get(), arguments);
    }

    private static JavaProgram.Run run(SimulatorProcess simulator, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        // To unpack it from the jar takes longer than the example.
        all.add(0, "-Dcallrec.library=" + JavaProgram.library());
        return program.java(simulator, all.toArray(new String[0]));
    }

    /** What a program itself has to say: Java 24 and later warn of JNA's native access. */
    private static List<String> told(JavaProgram.Run run) {
        return Arrays.stream(run.err.split("\n"))
                .filter(line -> !line.isEmpty() && !line.startsWith("WARNING: "))
                .collect(Collectors.toList());
    }

    private static JsonNode totals(String company) {
        return SIMULATOR.get()
                .control("/_simulator/totals?kind=monthly_cdr&period=2026-09&company=" + company);
    }

    @Test
    void fetchMonthPrintsEveryRecordOfTheMonth() throws Exception {
        JavaProgram.Run run = run("FetchMonth", "2026-09");
        assertEquals(0, run.code, run.err);
        assertEquals(ROWS, run.out.size());
        for (String line : run.out) {
            assertTrue(line.matches("\\S+ (-|-?\\d+\\.\\d{6}) 2026-09-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"), line);
        }
        assertTrue(run.err.contains("read " + ROWS + ", accepted " + ROWS), run.err);
    }

    @Test
    void fetchMonthTellsWhatWasSetAside() throws Exception {
        SIMULATOR.get().plan("monthly_cdr:*:" + BROKEN_MONTH);
        JavaProgram.Run run = run("FetchMonth", "2026-09");
        assertEquals(1, run.code, run.err);
        assertEquals(Arrays.asList("T1 12.340000 2026-09-01T01:59:58Z"), run.out);
        List<String> told = told(run);
        assertTrue(told.get(0).matches(ASIDE), run.err);
        assertEquals("read 2, accepted 1, repaired 0, quarantined 1, duplicate 0", told.get(1));
    }

    @Test
    void whatCouldNotBePrintedIsNoSuccess() throws Exception {
        String[][] programs = {
            {"FetchMonth", "2026-09"},
            {"AllCompanies", "2026-09"},
            {"ProvisionUser", "full@roaming.example.com", "full@example.com", "Full", "Disk", "--dry-run"},
        };
        List<String> intoNothing = Arrays.asList("sh", "-c", "exec \"$@\" > /dev/full", "sh");
        for (String[] one : programs) {
            List<String> all = new ArrayList<>(Arrays.asList(one));
            all.add(0, "-Dcallrec.library=" + JavaProgram.library());
            JavaProgram.Run run = program.javaBy(intoNothing, SIMULATOR.get(), all.toArray(new String[0]));
            assertEquals(1, run.code, one[0] + ": " + run.err);
            assertTrue(run.err.contains(one[0] + ": standard output could not be written"), run.err);
        }
    }

    @Test
    void withoutCredentialsItSaysWhatToSet() throws Exception {
        List<String> ofACompany = Arrays.asList("env", "CALLREC_IPASS_PORTAL_COMPANY=1");
        JavaProgram.Run run = program.javaBy(
                ofACompany, null, "-Dcallrec.library=" + JavaProgram.library(), "FetchMonth");
        assertEquals(1, run.code);
        assertTrue(run.err.contains("CALLREC_IPASS_PORTAL_USERNAME"), run.err);
        assertEquals(0, run.out.size());
    }

    @Test
    void withoutACompanyItIsMisuse() throws Exception {
        String[][] programs = {
            {"FetchMonth", "2026-09"},
            {"AllCompanies", "2026-09"},
            {"FixedWidth", "2026-09", folder.resolve("none.dat").toString()},
        };
        List<String> ofNone = Arrays.asList("env", "--unset=CALLREC_IPASS_PORTAL_COMPANY");
        for (String[] one : programs) {
            JavaProgram.Run run = program.javaBy(ofNone, SIMULATOR.get(), one);
            assertEquals(2, run.code, run.err);
            assertEquals(Arrays.asList(one[0] + ": CALLREC_IPASS_PORTAL_COMPANY is not set"), told(run));
        }
        assertEquals(0, begunBy("none.dat"));
    }

    /** How many files there are whose names begin so. */
    private static long begunBy(String name) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(name)).count();
        }
    }

    @Test
    void fixedWidthRunsDoNotWriteIntoOneAnother() throws Exception {
        Path file = folder.resolve("beside.dat");
        // The second one begins and ends while the first waits for most of its month, where that is killed.
        SIMULATOR.get().plan("monthly_cdr:1:drip-4096B-every-1000ms");
        long before = SIMULATOR.get().requests("ipass_portal", "monthly_cdr");
        Process first = start("FixedWidth", "2026-09", file.toString());
        try {
            while (first.isAlive() && SIMULATOR.get().requests("ipass_portal", "monthly_cdr") == before) {
                Thread.sleep(20);
            }
            JavaProgram.Run second = run("FixedWidth", "2026-09", file.toString());
            assertEquals(0, second.code, second.err);
            assertTrue(first.isAlive(), "it still waits");
        } finally {
            first.destroyForcibly().waitFor();
        }
        assertEquals((RECORD + 1L) * ROWS, Files.size(file));
        for (String record : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            assertEquals(RECORD, record.length());
        }
        // What the one that was killed has left is nobody else's to delete.
        assertEquals(2, begunBy("beside.dat"));
    }

    /** Starts an example beside others. */
    private static Process start(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add(0, "-Dcallrec.library=" + JavaProgram.library());
        return program.start(
                SIMULATOR.get(), folder.resolve("beside.out"), folder.resolve("beside.err"),
                all.toArray(new String[0]));
    }

    @Test
    void fixedWidthIsAFileForABillingRun() throws Exception {
        Path file = folder.resolve("cdrs.dat");
        SIMULATOR.get().plan("monthly_cdr:*:fin-after-100000B");
        assertEquals(1, run("FixedWidth", "2026-09", file.toString()).code, "a month that breaks off");
        assertFalse(Files.exists(file));
        SIMULATOR.get().plan();
        JavaProgram.Run run = run("FixedWidth", "2026-09", file.toString());
        assertEquals(0, run.code, run.err);
        assertEquals((RECORD + 1L) * ROWS, Files.size(file));
        long seconds = 0;
        long millionths = 0;
        for (String record : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            assertTrue(record.substring(56, 70).startsWith("202609"), record);
            seconds += Long.parseLong(record.substring(70, 80));
            millionths += Long.parseLong(record.substring(80, 97));
        }
        JsonNode totals = totals(SIMULATOR.get().company());
        assertEquals(totals.path("session_length_s").asLong(), seconds);
        assertEquals(totals.path("net_billing_amount_micros").asLong(), millionths);
    }

    @Test
    void fixedWidthPutsNoFileInPlaceThatLacksRecords() throws Exception {
        Path file = folder.resolve("broken.dat");
        SIMULATOR.get().plan("monthly_cdr:*:" + BROKEN_MONTH);
        JavaProgram.Run run = run("FixedWidth", "2026-09", file.toString());
        assertEquals(1, run.code, run.err);
        assertFalse(Files.exists(file));
        assertEquals(0, begunBy("broken.dat"));
        List<String> told = told(run);
        assertTrue(told.get(told.size() - 2).matches("FixedWidth: " + ASIDE), run.err);
        assertTrue(told.get(told.size() - 1).startsWith("FixedWidth: 1 records were set aside; "), run.err);
        assertFalse(run.err.contains("yesterday"), run.err);
    }

    @Test
    void fixedWidthHasTheDigitsOfTheFileInEveryLocale() throws Exception {
        Path file = folder.resolve("cairo.dat");
        JavaProgram.Run run = run(
                "-Duser.language=ar", "-Duser.country=EG", "FixedWidth", "2026-09", file.toString());
        assertEquals(0, run.code, run.err);
        for (String record : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            assertTrue(record.substring(56, 97).matches("202609[0-9]{18}[+-][0-9]{16}"), record);
        }
    }

    @Test
    void allCompaniesAddsUpEachOfThem() throws Exception {
        JavaProgram.Run run = run("AllCompanies", "2026-09");
        assertEquals(0, run.code, run.err);
        assertEquals(4, run.out.size());
        for (String line : run.out) {
            String[] words = line.split(" ");
            JsonNode totals = totals(words[0]);
            assertEquals(totals.path("rows").asText(), words[1]);
            BigDecimal wanted = new BigDecimal(totals.path("net_billing_amount_micros").asText()).movePointLeft(6);
            assertEquals(0, wanted.compareTo(new BigDecimal(words[2])), line);
        }
    }

    @Test
    void allCompaniesAddsUpNoneThatLacksRecords() throws Exception {
        SIMULATOR.get().plan("monthly_cdr:2:" + BROKEN_MONTH);
        JavaProgram.Run run = run("AllCompanies", "2026-09");
        assertEquals(1, run.code, run.err);
        assertEquals(3, run.out.size(), "the others go on");
        for (String line : run.out) {
            String[] words = line.split(" ");
            assertEquals(totals(words[0]).path("rows").asText(), words[1]);
        }
        List<String> told = told(run);
        assertEquals(2, told.size(), run.err);
        assertTrue(told.get(0).matches("AllCompanies: \\d+: " + ASIDE), run.err);
        assertTrue(told.get(1).startsWith("AllCompanies: 1 records were set aside; "), run.err);
        assertFalse(run.err.contains("yesterday"), run.err);
    }

    @Test
    void pollFeedWritesEveryRowOnce() throws Exception {
        String file = folder.resolve("calls.txt").toString();
        String state = folder.resolve("feed.cursor").toString();
        JavaProgram.Run lost = run("PollFeed", file, state);
        assertEquals(1, lost.code, "a cursor that is missing is no first run");
        assertEquals(0, run("PollFeed", file, state, "--first-run").code);
        SIMULATOR.get().control("POST", "/_simulator/feed", "{\"append\":3}");
        assertEquals(0, run("PollFeed", file, state).code);
        List<String> ids = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("calls.txt"), StandardCharsets.UTF_8)) {
            ids.add(line.substring(0, line.indexOf(' ')));
        }
        assertEquals(ids.stream().distinct().count(), ids.size());
        JsonNode totals = SIMULATOR.get().control("/_simulator/feed").path("totals");
        assertEquals(totals.path("rows").asLong(), ids.size());
    }

    @Test
    void pollFeedChangesNothingWhereAnotherRunIsAtWorkOrItWasBegunAlready() throws Exception {
        Path file = folder.resolve("twice.txt");
        Path state = folder.resolve("twice.cursor");
        String[] poll = {"PollFeed", file.toString(), state.toString()};
        String[] first = {poll[0], poll[1], poll[2], "--first-run"};
        assertEquals(0, run(first).code);
        byte[] rows = Files.readAllBytes(file);
        byte[] cursor = Files.readAllBytes(state);
        SIMULATOR.get().control("POST", "/_simulator/feed", "{\"append\":3}");
        JavaProgram.Run again = run(first);
        assertEquals(1, again.code);
        assertTrue(again.err.contains("twice.cursor is there: run it without --first-run; "), again.err);
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertNotNull(other.tryLock());
            JavaProgram.Run beside = run(poll);
            assertEquals(1, beside.code);
            assertEquals(Arrays.asList("PollFeed: " + file + ": another run is at work"), told(beside));
        }
        JavaProgram.Run same = run("PollFeed", file.toString(), file.toString());
        assertEquals(2, same.code);
        assertTrue(told(same).get(0).endsWith("with two different files"), same.err);
        assertArrayEquals(rows, Files.readAllBytes(file));
        assertArrayEquals(cursor, Files.readAllBytes(state));
        assertEquals(0, run(poll).code);
    }

    @Test
    void pollFeedKeepsOthersOutUntilItsCursorIsSaved() throws Exception {
        Path file = folder.resolve("held.txt");
        String[] poll = {"PollFeed", file.toString(), folder.resolve("held.cursor").toString(), "--first-run"};
        SIMULATOR.get().plan("feed:*:stall");
        Process first = start(poll);
        try {
            while (first.isAlive() && Files.notExists(file)) {
                Thread.sleep(20);
            }
            // Begun a little later, it would have to wait for its turn.
            Thread.sleep(1_000);
            JavaProgram.Run second = run(poll);
            assertEquals(1, second.code);
            assertTrue(second.err.contains("another run is at work"), second.err);
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    @Test
    void pollFeedNotesTheRowsThatItCannotRead() throws Exception {
        // So many that some cost less than nothing, after a dollar sign: those are set aside.
        try (SimulatorProcess simulator = new SimulatorProcess("--feed-rows", "10000")) {
            Path file = folder.resolve("many.txt");
            Path noted = folder.resolve("many.txt.aside");
            String[] poll = {"PollFeed", file.toString(), folder.resolve("many.cursor").toString()};
            JavaProgram.Run run = run(simulator, poll[0], poll[1], poll[2], "--first-run");
            assertEquals(0, run.code, run.err);
            List<String> aside = Files.readAllLines(noted, StandardCharsets.UTF_8);
            assertFalse(aside.isEmpty());
            for (String line : aside) {
                assertTrue(line.matches("\\d+\tcharge\t[a-z0-9 ,]+\t.*-\\$.*"), line);
            }
            assertEquals(10_000, Files.readAllLines(file, StandardCharsets.UTF_8).size() + aside.size());
            List<String> told = told(run);
            assertTrue(told.get(0).startsWith("PollFeed: set aside: line "), run.err);
            assertEquals(
                    "PollFeed: " + aside.size() + " rows were set aside; they are in " + noted,
                    told.get(told.size() - 1));
            assertFalse(run.err.contains("$"), run.err);

            JavaProgram.Run again = run(simulator, poll);
            assertEquals(0, again.code, again.err);
            assertEquals(aside, Files.readAllLines(noted, StandardCharsets.UTF_8));
            assertFalse(again.err.contains("set aside"), again.err);
        }
    }

    @Test
    void pollFeedKeepsWhatCameBeforeAFailure() throws Exception {
        try (SimulatorProcess simulator = new SimulatorProcess("--feed-rows", "2000")) {
            String pages = "{\"billing_feed\":{\"page_rows\":500,\"zero_fromid\":\"first-page\"}}";
            simulator.control("POST", "/_simulator/switches", pages);
            Path file = folder.resolve("failed.txt");
            Path state = folder.resolve("failed.cursor");
            String[] first = {"PollFeed", file.toString(), state.toString(), "--first-run"};
            String[] next = {"PollFeed", file.toString(), state.toString()};
            int before = 0;
            for (String[] poll : new String[][] {first, next, next}) {
                simulator.plan("feed:2+:return-404");
                JavaProgram.Run failed = run(simulator, poll);
                assertEquals(1, failed.code, failed.err);
                assertTrue(failed.err.contains("run it again, without --first-run"), failed.err);
                int rows = Files.readAllLines(file, StandardCharsets.UTF_8).size();
                assertTrue(rows > before && rows < 2_000, rows + " rows after " + before);
                before = rows;
            }
            JavaProgram.Run again = run(simulator, first);
            assertEquals(1, again.code, "a first run where there is a cursor would give every row again");
            assertTrue(again.err.contains("without --first-run"), again.err);
            simulator.plan();
            assertEquals(0, run(simulator, next).code);
            List<String> rows = Files.readAllLines(file, StandardCharsets.UTF_8);
            assertEquals(rows.size(), rows.stream().distinct().count());
            String[] whole = {"PollFeed", folder.resolve("at-once.txt").toString(),
                folder.resolve("at-once.cursor").toString(), "--first-run"};
            assertEquals(0, run(simulator, whole).code);
            assertEquals(Files.readAllLines(folder.resolve("at-once.txt"), StandardCharsets.UTF_8), rows);
        }
    }

    @Test
    void pollFeedCutsOffHalfALineOfARunThatWasKilled() throws Exception {
        // So many that some are set aside.
        try (SimulatorProcess simulator = new SimulatorProcess("--feed-rows", "10000")) {
            Path file = folder.resolve("killed.txt");
            Path aside = folder.resolve("killed.txt.aside");
            Path state = folder.resolve("killed.cursor");
            String[] poll = {"PollFeed", file.toString(), state.toString(), "--first-run"};
            killWhileItWrites(simulator, file, poll);
            String left = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            assertFalse(left.endsWith("\n"), "it was killed within a line");
            Files.write(aside, "2147\thalf a li".getBytes(StandardCharsets.UTF_8));

            assertEquals(0, run(simulator, poll).code);
            String[] unkilled = {"PollFeed", folder.resolve("whole.txt").toString(), state + ".whole", "--first-run"};
            assertEquals(0, run(simulator, unkilled).code);
            List<String> whole = Files.readAllLines(folder.resolve("whole.txt"), StandardCharsets.UTF_8);
            List<String> again = Files.readAllLines(file, StandardCharsets.UTF_8);
            int before = left.split("\n").length - 1;
            assertTrue(before > 50, before + " rows before");
            assertEquals(whole.subList(0, before), again.subList(0, before), "what was whole stays");
            assertEquals(whole, again.subList(before, again.size()), "and all comes again");
            assertEquals(
                    Files.readAllLines(folder.resolve("whole.txt.aside"), StandardCharsets.UTF_8),
                    Files.readAllLines(aside, StandardCharsets.UTF_8));
        }
    }

    /** Runs a program until rows are on disk, and no further: the next page does not come. */
    private static void killWhileItWrites(SimulatorProcess simulator, Path file, String... arguments) throws Exception {
        simulator.control("POST", "/_simulator/switches", "{\"billing_feed\":{\"page_rows\":500}}");
        simulator.plan("feed:3:stall");
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add(0, "-Dcallrec.library=" + JavaProgram.library());
        Process process = program.start(
                simulator, folder.resolve("killed.out"), folder.resolve("killed.err"), all.toArray(new String[0]));
        try {
            while (process.isAlive() && (Files.notExists(file) || Files.size(file) < SOME_ROWS)) {
                Thread.sleep(20);
            }
        } finally {
            process.destroyForcibly().waitFor();
            simulator.plan();
        }
    }

    @Test
    void provisionUserCreatesOnce() throws Exception {
        List<String> anna =
                Arrays.asList("ProvisionUser", "p.anna@roaming.example.com", "p.anna@example.com", "Anna", "Berg");
        List<String> planned = new ArrayList<>(anna);
        planned.add("--dry-run");
        JavaProgram.Run dry = run(planned.toArray(new String[0]));
        assertEquals(0, dry.code, dry.err);
        assertTrue(String.join("\n", dry.out).contains("p.anna@roaming.example.com"), () -> dry.out.toString());
        int before = SIMULATOR.get().effects().size();
        // The answer is lost: it is not sent again, but found.
        SIMULATOR.get().plan("ipass_rest.create_user:*:commit-then-reset");
        JavaProgram.Run run = run(anna.toArray(new String[0]));
        assertEquals(0, run.code, run.err);
        assertTrue(run.out.get(0).matches("\\d+"), () -> run.out.toString());
        assertEquals(before + 1, SIMULATOR.get().effects().size());
    }

    @Test
    void provisionUserSendsNoNameThatJavaHasMisread() throws Exception {
        int before = SIMULATOR.get().effects().size();
        String name = "C\\303\\251cile";
        List<String> inC = Arrays.asList("sh", "-c", "LC_ALL=C exec \"$@\" \"$(printf '" + name + "')\" Roux", "sh");
        JavaProgram.Run run = program.javaBy(
                inC,
                SIMULATOR.get(),
                "-Dcallrec.library=" + JavaProgram.library(),
                "ProvisionUser",
                "p.cecile@roaming.example.com",
                "p.cecile@example.com");
        assertEquals(2, run.code, run.err);
        assertTrue(run.err.endsWith(": start it with LC_ALL=C.UTF-8\n"), run.err);
        assertEquals(before, SIMULATOR.get().effects().size());
    }
}
