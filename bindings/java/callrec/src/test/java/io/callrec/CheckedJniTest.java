package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The JVM's own checks of native calls ({@code -Xcheck:jni}) have nothing to say of any call that callrec makes. */
class CheckedJniTest {
    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "5000");

    @Test
    void aCheckingJvmHasNothingToSay(@TempDir Path folder) throws Exception {
        JavaProgram.Run run = JavaProgram.overJar(folder)
                .java(SIMULATOR.get(), "-Xcheck:jni", "-XX:+CheckJNICalls", CheckedCalls.class.getName());
        assertEquals(0, run.code, run.err + run.out);
        assertEquals(Collections.singletonList("done"), said(run.out));
    }

    /** What was printed, less what the JVM says of JNA's own library while it loads that, before any call of ours. */
    private static List<String> said(List<String> printed) {
        List<String> said = new ArrayList<>();
        List<String> warning = new ArrayList<>();
        for (String line : printed) {
            boolean frame = line.startsWith("\t");
            if (!frame && !warning.isEmpty()) {
                keepUnlessOfLoading(warning, said);
            }
            (frame || line.startsWith("WARNING") ? warning : said).add(line);
        }
        keepUnlessOfLoading(warning, said);
        return said;
    }

    private static void keepUnlessOfLoading(List<String> warning, List<String> said) {
        if (warning.stream().noneMatch(frame -> frame.contains("com.sun.jna.Native.<clinit>"))) {
            said.addAll(warning);
        }
        warning.clear();
    }
}
