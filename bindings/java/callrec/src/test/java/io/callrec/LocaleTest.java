package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Where the locale is not UTF-8, as in many a container or cron job, Java reads names and variables as other ones. */
class LocaleTest {
    private static final String PASSWORD = "CALLREC_IPASS_PORTAL_PASSWORD";
    private static final List<String> IN_C = Arrays.asList("env", "LC_ALL=C");

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "10");

    @TempDir
    static Path folder;

    private static JavaProgram program;

    @BeforeAll
    static void compile() throws Exception {
        program = JavaProgram.overBareJar(folder);
        program.compile(
                source("LogIn", "try (IpassPortal portal = IpassPortal.fromEnvironment()) { portal.login(); }"
                        + " catch (CallrecException e) { System.out.println(e.kind() + \" \" + e.getMessage()); }"),
                source("Overwrite", "try (DirectoryStream<Path> all = Files.newDirectoryStream(Paths.get(args[0]))) {"
                        + " for (Path one : all) { System.out.println(FeedCursor.load(one).lastId());"
                        + " FeedCursor.after(7).save(one); } }"),
                source("Save", "try { Path path = Paths.get(args[0].replace('*', '\\u00fc'));"
                        + " FeedCursor.after(7).save(path); System.out.println(Files.exists(path)); }"
                        + " catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }"));
    }

    private static Path source(String name, String body) throws Exception {
        String text = "import io.callrec.*; import java.nio.file.*; public final class " + name
                + " { public static void main(String[] args) throws Exception { " + body + " } }";
        return Files.write(folder.resolve(name + ".java"), text.getBytes(StandardCharsets.US_ASCII));
    }

    private static JavaProgram.Run run(List<String> by, String... arguments) throws Exception {
        List<String> all = Stream.concat(Stream.of("-Dcallrec.library=" + JavaProgram.library()), Stream.of(arguments))
                .collect(Collectors.toList());
        JavaProgram.Run run = program.javaBy(by, SIMULATOR.get(), all.toArray(new String[0]));
        assertEquals(0, run.code, run.err);
        return run;
    }

    @Test
    void thePasswordOfTheEnvironmentIsTheSameInEveryLocale() throws Exception {
        assertTrue(SIMULATOR.get().password().chars().anyMatch(one -> one > 0x7f), "it has a letter beyond ASCII");
        assertEquals(Collections.emptyList(), run(IN_C, "LogIn").out);
        assertEquals(Collections.emptyList(), run(IN_C, "-Dfile.encoding=ISO-8859-1", "LogIn").out);
    }

    @Test
    void aVariableThatIsNotUtf8IsRefusedBeforeAnythingIsSent() throws Exception {
        String latin1 = PASSWORD + "=$(printf 'c4n4ry\\351') LC_ALL=$LOCALE exec \"$@\"";
        int before = requests();
        for (String locale : new String[] {"C", "C.UTF-8"}) {
            String out = run(Arrays.asList("sh", "-c", latin1.replace("$LOCALE", locale), "sh"), "LogIn").out.get(0);
            assertTrue(out.startsWith("CONFIG the variable " + PASSWORD), out);
            assertTrue(out.contains("LC_ALL=C.UTF-8") && out.contains("builder"), out);
            assertFalse(out.contains("c4n4ry"), out);
        }
        assertEquals(before, requests());
    }

    private static int requests() {
        return SIMULATOR.get().control("/_simulator/requests").size();
    }

    @Test
    void aFileIsTheOneThatJavaMeans() throws Exception {
        Path there = Files.createDirectory(folder.resolve("there"));
        Path file = there.resolve("M\u00fcnchen % \u6771\u4eac.cursor");
        FeedCursor.after(5).save(file);
        assertEquals(Collections.singletonList("5"), run(IN_C, "Overwrite", there.toString()).out);
        try (Stream<Path> files = Files.list(there)) {
            assertEquals(Collections.singletonList(file), files.collect(Collectors.toList()));
        }
        assertEquals(7, FeedCursor.load(file).lastId());
    }

    /** Java knows such a file by a name of one byte a letter, and would look in vain for the one that was written. */
    @Test
    void aNameThatIsNotUtf8IsRefused() throws Exception {
        Path locales = Files.createDirectory(folder.resolve("locales"));
        Process localedef = new ProcessBuilder(
                        "sh", "-c", "localedef -i de_DE -f ISO-8859-1 $0/de_DE.ISO-8859-1", locales.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("localedef").toFile())
                .start();
        assumeTrue(localedef.waitFor() == 0, "this machine can make a locale of Latin-1");
        Path there = Files.createDirectory(folder.resolve("latin1"));
        List<String> latin1 = Arrays.asList("env", "LOCPATH=" + locales, "LC_ALL=de_DE.ISO-8859-1");
        String out = run(latin1, "Save", there.resolve("M*nchen.cursor").toString()).out.get(0);
        assertTrue(out.matches("path: the name /.*/M%FCnchen.cursor is not UTF-8, .*"), out);
        assertTrue(out.contains("LC_ALL=C.UTF-8"), out);
        try (Stream<Path> files = Files.list(there)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aRelativePathGoesFromWhereJavaTakesItToGo() throws Exception {
        Path there = Files.createDirectory(folder.resolve("from-here"));
        assertEquals(Collections.singletonList("true"), run(IN_C, "-Duser.dir=" + there, "Save", "a.cursor").out);
        assertTrue(Files.exists(there.resolve("a.cursor")));
    }
}
