package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the native library is found, and what is said when it is not, or is another one. */
class LibraryTest {
    private static final String VERSION = "PrintVersion";

    @TempDir
    static Path folder;

    private static JavaProgram full;
    private static JavaProgram bare;

    @BeforeAll
    static void compile() throws Exception {
        Path source = folder.resolve(VERSION + ".java");
        String text = "public final class PrintVersion { public static void main(String[] a) {"
                + " System.out.println(io.callrec.Callrec.version()); } }";
        Files.write(source, text.getBytes(StandardCharsets.US_ASCII));
        full = JavaProgram.overJar(folder);
        bare = JavaProgram.overBareJar(folder);
        full.compile(source);
    }

    private static void works(JavaProgram.Run run) {
        assertEquals(0, run.code, run.err);
        assertEquals(Collections.singletonList(System.getProperty("callrec.version")), run.out);
    }

    private static void refuses(JavaProgram.Run run, String what) {
        assertEquals(1, run.code, run.err);
        assertTrue(run.err.contains("CallrecException: " + what), run.err);
        assertTrue(run.err.contains("set the property callrec.library"), run.err);
    }

    @Test
    void itIsUnpackedFromTheJarAndNothingIsLeftBehind() throws Exception {
        works(full.java(null, VERSION));
        try (Stream<Path> files = Files.list(full.unpacked())) {
            List<String> left = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".x"))
                    .collect(Collectors.toList());
            assertEquals(Collections.emptyList(), left);
        }
    }

    @Test
    void thePropertyNamesIt() throws Exception {
        works(bare.java(null, "-Dcallrec.library=" + JavaProgram.library(), VERSION));
    }

    @Test
    void theSystemsPathIsSearchedLast() throws Exception {
        // Each way has a property of its own for it.
        String folder = JavaProgram.library().getParent().toString();
        works(bare.java(null, "-Djna.library.path=" + folder, "-Djava.library.path=" + folder, VERSION));
        refuses(bare.java(null, VERSION), "cannot load libcallrec (searched on the system's library path");
    }

    @Test
    void whatThePropertyNamesMustBeThere() throws Exception {
        JavaProgram.Run run = full.java(null, "-Dcallrec.library=/nowhere/libcallrec.so", VERSION);
        refuses(run, "cannot load libcallrec (named by the property callrec.library)");
        assertTrue(message(run).matches(".*(No such file or directory|there is no such file).*"), message(run));
    }

    @Test
    void theSystemsReasonIsTold() throws Exception {
        Path text = Files.write(folder.resolve("text.so"), new byte[] {'n', 'o'});
        JavaProgram.Run run = full.java(null, "-Dcallrec.library=" + text, VERSION);
        refuses(run, "cannot load libcallrec (named by the property callrec.library)");
        assertTrue(message(run).contains("file too short"), message(run));
        assertTrue(message(run).length() < 1_000, message(run));
    }

    @Test
    void whereItCannotBeUnpackedItSaysWhy() throws Exception {
        Path nowhere = folder.resolve("nowhere");
        JavaProgram.Run run = full.java(null, "-Djava.io.tmpdir=" + nowhere, VERSION);
        refuses(run, "cannot unpack libcallrec from the jar to " + nowhere + ", java.io.tmpdir: ");
        assertTrue(message(run).contains("java.nio.file.NoSuchFileException: "), message(run));
    }

    /** A name that Java cannot read in a locale that is not UTF-8. */
    @Test
    void aFolderThatJavaCannotNameIsToldEachTime() throws Exception {
        Path source = folder.resolve("Unnamed.java");
        String text = "public final class Unnamed { public static void main(String[] a) { for (int i = 0; i < 2; i++)"
                + " try { io.callrec.Callrec.version(); } catch (io.callrec.CallrecException e)"
                + " { System.out.println(e.kind() + \" \" + e.getMessage()); } } }";
        Files.write(source, text.getBytes(StandardCharsets.US_ASCII));
        full.compile(source);
        String script = "tmp=$(printf '%s/t\\303\\274' \"$0\") && mkdir -p \"$tmp\" && LC_ALL=C"
                + " exec \"$@\" -Djava.io.tmpdir=\"$tmp\" Unnamed";
        JavaProgram.Run run = full.javaBy(Arrays.asList("sh", "-c", script, folder.resolve("odd").toString()), null);
        assertEquals(2, run.out.size(), run.err + run.out);
        assertEquals(run.out.get(0), run.out.get(1));
        assertTrue(run.out.get(0).startsWith("CONFIG cannot unpack libcallrec from the jar to "), run.out.get(0));
        assertTrue(run.out.get(0).contains("java.nio.file.InvalidPathException: "), run.out.get(0));
    }

    /** The exception's own line. */
    private static String message(JavaProgram.Run run) {
        return Stream.of(run.err.split("\\R"))
                .filter(line -> line.contains("CallrecException: "))
                .findFirst()
                .orElse(run.err);
    }

    @Test
    void aBareNameIsAPathFromWhereTheProgramRuns() throws Exception {
        Path here = Paths.get("").toAbsolutePath();
        works(bare.java(null, "-Dcallrec.library=" + here.relativize(JavaProgram.library()), VERSION));
        Path name = Files.createTempFile(here, "lib", "callrec-test.so");
        try {
            Files.copy(JavaProgram.library(), name, StandardCopyOption.REPLACE_EXISTING);
            works(bare.java(null, "-Dcallrec.library=" + name.getFileName(), VERSION));
        } finally {
            Files.delete(name);
        }
    }

    @Test
    void deniedNativeAccessIsToldEachTime() throws Exception {
        JavaProgram.Run probe = full.java(null, JavaProgram.DENY_NATIVE, "-version");
        assumeTrue(probe.code == 0, probe.err);
        Path source = folder.resolve("Denied.java");
        String text = "public final class Denied { public static void main(String[] a) { for (int i = 0; i < 2; i++)"
                + " try { io.callrec.Callrec.version(); } catch (io.callrec.CallrecException e)"
                + " { System.out.println(e.kind() + \" \" + e.getMessage() + \" \" + e.hint()); } } }";
        Files.write(source, text.getBytes(StandardCharsets.US_ASCII));
        full.compile(source);
        JavaProgram.Run run = full.java(null, JavaProgram.DENY_NATIVE, "Denied");
        assertEquals(2, run.out.size(), run.err + run.out);
        assertEquals(run.out.get(0), run.out.get(1));
        assertTrue(run.out.get(0).startsWith("CONFIG cannot load libcallrec (from the jar): Illegal native access"),
                run.out.get(0));
        assertTrue(run.out.get(0).contains("--enable-native-access=ALL-UNNAMED"), run.out.get(0));
        assertFalse(run.out.get(0).contains("callrec.library"), run.out.get(0));
    }

    @Test
    void withoutAWayIntoItItSaysWhatToAdd() throws Exception {
        String jarAlone = full.jar() + File.pathSeparator + folder;
        JavaProgram.Run run = full.java(null, "-cp", jarAlone, "-Dcallrec.backend=jna", VERSION);
        refuses(run, "cannot load libcallrec (from the jar): backend jna lacks the class com.sun.jna.");
        assertTrue(run.err.contains("add net.java.dev.jna:jna"), run.err);
        refuses(full.java(null, "-Dcallrec.backend=none", VERSION), "no backend is named none");
    }

    @Test
    void aJarThatWasMadeOfSeveralHasItsWaysAllTheSame() throws Exception {
        JavaProgram merged = JavaProgram.overJarWithoutServices(folder);
        works(merged.java(null, "-Dcallrec.library=" + JavaProgram.library(), VERSION));
        works(merged.java(
                null, "-Dcallrec.backend=jna", "-Dcallrec.library=" + JavaProgram.library(), VERSION));
    }

    @Test
    void anotherAbiIsRefused() throws Exception {
        Path other = compileOther("unsigned callrec_abi_version(void) { return 999; }\n");
        refuses(full.java(null, "-Dcallrec.library=" + other, VERSION), other + " has ABI 999, this jar needs ABI 0");
    }

    @Test
    void aLibraryThatIsNotCallrecIsRefused() throws Exception {
        Path other = compileOther("int nothing_of_callrec;\n");
        refuses(full.java(null, "-Dcallrec.library=" + other, VERSION), other + " is not libcallrec");
    }

    @Test
    void aLibraryWithoutOurFunctionsIsRefused() throws Exception {
        Path other = compileOther("unsigned callrec_abi_version(void) { return 0; }\n"
                + "const char *callrec_version(void) { return \"0.0.1\"; }\n");
        JavaProgram.Run run = full.java(null, "-Dcallrec.library=" + other, VERSION);
        refuses(run, other + " is not libcallrec, or of another version: it has no callrec_error_get_details");
    }

    private static Path compileOther(String code) throws IOException, InterruptedException {
        Path source = Files.createTempFile(folder, "other", ".c");
        Path library = Files.createTempFile(folder, "other", ".so");
        Files.write(source, code.getBytes(StandardCharsets.US_ASCII));
        Process cc = new ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString())
                .redirectErrorStream(true)
                .inheritIO()
                .start();
        assertTrue(cc.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, cc.exitValue());
        return library;
    }
}
