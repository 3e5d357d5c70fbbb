package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/java/FetchMonth.java} as its users run it. */
class ExampleTest {
    private static final int ROWS = 12_345;

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", String.valueOf(ROWS));

    @TempDir
    static Path folder;

    private static JavaProgram program;

    @BeforeAll
    static void compile() throws Exception {
        program = JavaProgram.overJar(folder);
        program.compile(SimulatorProcess.root().toPath().resolve("examples/java/FetchMonth.java"));
    }

    @Test
    void itPrintsEveryRecordOfTheMonth() throws Exception {
        JavaProgram.Run run = program.java(SIMULATOR.get(), "FetchMonth", "2026-09");
        assertEquals(0, run.code, run.err);
        assertEquals(ROWS, run.out.size());
        for (String line : run.out) {
            assertTrue(line.matches("\\S+ (-|-?\\d+\\.\\d{6}) 2026-09-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"), line);
        }
        assertTrue(run.err.contains("read " + ROWS + ", accepted " + ROWS), run.err);
    }

    @Test
    void withoutCredentialsItSaysWhatToSet() throws Exception {
        JavaProgram.Run run = program.java(null, "FetchMonth");
        assertEquals(1, run.code);
        assertTrue(run.err.contains("CALLREC_IPASS_PORTAL_USERNAME"), run.err);
        assertEquals(0, run.out.size());
    }
}
