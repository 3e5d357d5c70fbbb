package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    void withoutCredentialsItSaysWhatToSet() throws Exception {
        JavaProgram.Run run = run((SimulatorProcess) null, "FetchMonth");
        assertEquals(1, run.code);
        assertTrue(run.err.contains("CALLREC_IPASS_PORTAL_USERNAME"), run.err);
        assertEquals(0, run.out.size());
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
        assertFalse(Files.exists(folder.resolve("broken.dat.partial")));
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
}
