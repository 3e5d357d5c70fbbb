package io.callrec.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.callrec.Callrec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which way into the library is taken. */
class BackendTest {
    private static final String PROGRAM = PrintBackend.class.getName();
    private static final String VERSION = System.getProperty("callrec.version");
    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";
    /** That Maven runs on, which may be an older one. */
    private static final Path MAVENS = Path.of(System.getProperty("callrec.javac")).getParent().getParent();

    @TempDir
    Path folder;

    private static void tells(String wanted, Jvm.Run run) {
        assertEquals("", run.err());
        assertEquals(wanted, run.out());
        assertEquals(0, run.code());
    }

    @Test
    void theseTestsTakeTheOneThatTheyAreFor() {
        assertEquals(System.getProperty("callrec.backend"), Callrec.backend());
    }

    @Test
    void whereItCanBeHadItIsPreferred() throws Exception {
        String both = Jvm.path(Jvm.CALLREC, Jvm.JNA, Jvm.FFM, Jvm.PROGRAMS);
        tells("ffm unnamed module @0 " + VERSION, numbered(Jvm.run(folder, NATIVE, "-cp", both, PROGRAM)));
    }

    /** As in a jar that was made of both: one list of services is over the other. */
    @Test
    void whereItIsInNoListOfServicesItIsPreferredAllTheSame() throws Exception {
        Path unlisted = folder.resolve("unlisted");
        try (Stream<Path> files = Files.walk(Jvm.FFM)) {
            for (Path file : (Iterable<Path>) files.filter(one -> one.toString().endsWith(".class"))::iterator) {
                Path copy = unlisted.resolve(Jvm.FFM.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        String both = Jvm.path(Jvm.CALLREC, Jvm.JNA, unlisted, Jvm.PROGRAMS);
        tells("ffm unnamed module @0 " + VERSION, numbered(Jvm.run(folder, NATIVE, "-cp", both, PROGRAM)));
    }

    @Test
    void itNeedsNoJna() throws Exception {
        String alone = Jvm.path(Jvm.CALLREC, Jvm.FFM, Jvm.PROGRAMS);
        tells("ffm unnamed module @0 " + VERSION, numbered(Jvm.run(folder, NATIVE, "-cp", alone, PROGRAM)));
    }

    @Test
    void thePropertyChoosesAnother() throws Exception {
        String both = Jvm.path(Jvm.CALLREC, Jvm.JNA, Jvm.FFM, Jvm.PROGRAMS);
        Jvm.Run run = Jvm.run(folder, NATIVE, "-Dcallrec.backend=jna", "-cp", both, PROGRAM);
        tells("jna unnamed module @0 " + VERSION, numbered(run));
    }

    @Test
    void whatThePropertyNamesMustBeThere() throws Exception {
        String only = Jvm.path(Jvm.CALLREC, Jvm.JNA, Jvm.PROGRAMS);
        Jvm.Run run = Jvm.run(folder, NATIVE, "-Dcallrec.backend=ffm", "-cp", only, PROGRAM);
        assertEquals(1, run.code());
        assertTrue(run.err().contains("CallrecException: no backend is named ffm"), run.err());
    }

    @Test
    void thePreferredOneSaysWhyAFileCannotBeLoaded() throws Exception {
        String alone = Jvm.path(Jvm.CALLREC, Jvm.FFM, Jvm.PROGRAMS);
        Path text = Files.writeString(folder.resolve("text.so"), "no library");
        Jvm.Run run = Jvm.run(folder, NATIVE, "-Dcallrec.library=" + text, "-cp", alone, PROGRAM);
        assertEquals(1, run.code());
        assertTrue(run.err().contains("(named by the property callrec.library): Cannot open library: " + text), run.err());
    }

    @Test
    void onAnOlderJavaItIsPassedOver() throws Exception {
        Jvm.Run which = Jvm.run(MAVENS, folder, "-version");
        int feature = Integer.parseInt(which.err().replaceFirst("(?s)[^\"]*\"(\\d+).*", "$1"));
        assumeTrue(feature < 22, "Maven runs on Java " + feature);
        String both = Jvm.path(Jvm.CALLREC, Jvm.JNA, Jvm.FFM);
        Jvm.Run run = Jvm.run(MAVENS, folder, "-cp", both, source());
        tells("jna " + VERSION, run);
    }

    /** A program for that Java, which cannot read the classes of these tests. */
    private String source() throws IOException {
        Path file = folder.resolve("Older.java");
        Files.writeString(file, "public class Older { public static void main(String[] a) {"
                + " System.out.println(io.callrec.Callrec.backend() + \" \" + io.callrec.Callrec.version()); } }");
        return file.toString();
    }

    private static Jvm.Run numbered(Jvm.Run run) {
        return new Jvm.Run(run.code(), run.out().replaceFirst("@[0-9a-f]+", "@0"), run.err());
    }
}
