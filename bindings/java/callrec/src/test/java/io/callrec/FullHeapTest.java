package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is closed where the heap is full is closed: try-with-resources does not ask again. */
@Timeout(120)
class FullHeapTest {
    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "50000");

    @Test
    void whatIsClosedOnAFullHeapGivesItsPlaceBack(@TempDir Path folder) throws Exception {
        JavaProgram.Run run = JavaProgram.overBareJar(folder)
                .java(SIMULATOR.get(), "-Xmx24m", "-XX:+UseSerialGC", "-Dcallrec.library=" + JavaProgram.library(),
                        CloseOnFullHeap.class.getName());
        assertEquals(0, run.code, run.err);
        assertEquals(Arrays.asList("readers", "fan-outs", "documents", "clients"), run.out);
    }
}
