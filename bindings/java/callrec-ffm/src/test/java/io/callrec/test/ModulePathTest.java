package io.callrec.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both modules on the module path: found by their names, and without a warning where native access is granted. */
class ModulePathTest {
    private static final String PROGRAM = PrintBackend.class.getName();
    private static final String VERSION = System.getProperty("callrec.version");

    @TempDir
    Path folder;

    @BeforeAll
    static void thereIsADescriptor() {
        assumeTrue(Files.exists(Jvm.FFM.resolve("module-info.class")), "-Pecj makes no module");
    }

    private static void tells(String wanted, Jvm.Run run) {
        assertEquals("", run.err());
        assertEquals(wanted, run.out());
        assertEquals(0, run.code());
    }

    @Test
    void withBothTheForeignOneServes() throws Exception {
        tells("ffm module io.callrec " + VERSION, Jvm.run(
                folder,
                "--module-path", Jvm.path(Jvm.CALLREC, Jvm.FFM, Jvm.JNA),
                // A provider is bound with the module that uses it.
                "--add-modules", "io.callrec",
                "--enable-native-access=io.callrec.ffm",
                "--illegal-native-access=deny",
                "-cp", Jvm.PROGRAMS.toString(),
                PROGRAM));
    }

    @Test
    void aloneJnaServes() throws Exception {
        tells("jna module io.callrec " + VERSION, Jvm.run(
                folder,
                "--module-path", Jvm.path(Jvm.CALLREC, Jvm.JNA),
                "--add-modules", "io.callrec",
                "--enable-native-access=com.sun.jna",
                "-cp", Jvm.PROGRAMS.toString(),
                PROGRAM));
    }

    @Test
    void withoutNativeAccessTheJvmWarnsOrRefuses() throws Exception {
        Jvm.Run run = Jvm.run(
                folder,
                "--module-path", Jvm.path(Jvm.CALLREC, Jvm.FFM, Jvm.JNA),
                "--add-modules", "io.callrec",
                "-cp", Jvm.PROGRAMS.toString(),
                PROGRAM);
        assertTrue(run.err().contains("--enable-native-access=io.callrec.ffm"), run.err());
    }

    @Test
    void nothingInsideIsOpenToOthers() throws Exception {
        Jvm.Run run = Jvm.run(
                folder,
                "--module-path", Jvm.path(Jvm.CALLREC, Jvm.FFM, Jvm.JNA),
                "--describe-module", "io.callrec");
        assertEquals(
                "exports io.callrec",
                run.out().lines().filter(line -> line.startsWith("exports")).reduce("", String::concat));
        assertTrue(run.out().contains("qualified exports io.callrec.internal.ffi to io.callrec.ffm"), run.out());
    }
}
