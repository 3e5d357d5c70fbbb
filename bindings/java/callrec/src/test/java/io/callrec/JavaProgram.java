package io.callrec;

import com.sun.jna.Native;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/** A Java program in a JVM of its own, over the jar, as users run it. */
final class JavaProgram {
    /** Of newer ones only: native access is denied where it was not allowed. */
    static final String DENY_NATIVE = "--illegal-native-access=deny";

    private static Path full;

    private final Path folder;
    private final Path jar;

    /** What a program printed and how it ended. */
    static final class Run {
        int code;
        List<String> out;
        String err;
    }

    private JavaProgram(Path folder, Path jar) {
        this.folder = folder;
        this.jar = jar;
    }

    /** Over a jar of all classes, with the native library inside: a hundred MB, so made once a JVM, beside the classes. */
    static synchronized JavaProgram overJar(Path folder) throws IOException {
        if (full == null) {
            Path jars = Files.createDirectories(classes().resolveSibling("test-jars"));
            // Two JVMs run tests at once, and programs of the other one read its jar while this one is written.
            Path fresh = jar(Files.createTempFile(jars, "callrec-", ".jar"), name -> true);
            full = Files.move(fresh, jars.resolve("callrec.jar"), StandardCopyOption.ATOMIC_MOVE);
        }
        return new JavaProgram(folder, full);
    }

    /** Over a jar of all classes that holds no native library. */
    static JavaProgram overBareJar(Path folder) throws IOException {
        return new JavaProgram(folder, jar(folder.resolve("bare.jar"), name -> !name.endsWith(".so")));
    }

    /** Over a jar that was made of several, and lost its list of services to another one's. */
    static JavaProgram overJarWithoutServices(Path folder) throws IOException {
        Path merged = folder.resolve("merged.jar");
        return new JavaProgram(folder, jar(merged, name -> !name.endsWith(".so") && !name.contains("/services/")));
    }

    Path jar() {
        return jar;
    }

    /** Where the native library is among the classes. */
    static Path library() {
        try (Stream<Path> files = Files.walk(classes())) {
            return files.filter(file -> file.endsWith("libcallrec.so")).findFirst().get();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path classes() {
        return Paths.get(System.getProperty("callrec.classes"));
    }

    private static Path jar(Path jar, Predicate<String> wanted) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(classes())) {
            files = walk.filter(Files::isRegularFile).collect(Collectors.toList());
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.setLevel(Deflater.NO_COMPRESSION);
            for (Path file : files) {
                String name = classes().relativize(file).toString().replace(File.separatorChar, '/');
                if (wanted.test(name)) {
                    out.putNextEntry(new ZipEntry(name));
                    Files.copy(file, out);
                    out.closeEntry();
                }
            }
        }
        return jar;
    }

    /** Compiles sources for Java 8; without a warning, or it fails. */
    void compile(Path... sources) throws Exception {
        List<String> command = new ArrayList<>(Arrays.asList(
                javac(), "--release", "8", "-Xlint:all,-options,-try", "-Werror", "-cp", classPath(), "-d",
                folder.toString()));
        for (Path source : sources) {
            command.add(source.toString());
        }
        Run javac = run(null, command);
        if (javac.code != 0) {
            throw new AssertionError(javac.err);
        }
    }

    /** Runs {@code java} with arguments; {@code simulator} may be null: then nothing of it is in the environment. */
    Run java(SimulatorProcess simulator, String... arguments) throws Exception {
        return run(simulator, command(arguments));
    }

    /** The same, begun by another program, such as {@code env}, which takes the rest of its arguments as a command. */
    Run javaBy(List<String> other, SimulatorProcess simulator, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(other);
        command.addAll(command(arguments));
        return run(simulator, command);
    }

    /** Starts the same, for a test that ends it. */
    Process start(SimulatorProcess simulator, Path out, Path err, String... arguments) throws Exception {
        return start(simulator, out, err, command(arguments));
    }

    private List<String> command(String... arguments) throws Exception {
        Files.createDirectories(unpacked());
        List<String> command =
                new ArrayList<>(Arrays.asList(
                        tool("java"), "-Djna.tmpdir=" + unpacked(), "-Djava.io.tmpdir=" + unpacked()));
        String backend = System.getProperty("callrec.backend");
        if (backend != null) {
            command.add("-Dcallrec.backend=" + backend);
            if (backend.equals("ffm") && !Arrays.asList(arguments).contains(DENY_NATIVE)) {
                // As users are told to: without it Java warns in the midst of what a program prints.
                command.add("--enable-native-access=ALL-UNNAMED");
            }
        }
        command.addAll(Arrays.asList("-cp", classPath()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Where what is loaded from the jar is unpacked. */
    Path unpacked() {
        return folder.resolve("unpacked");
    }

    private Run run(SimulatorProcess simulator, List<String> command) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = start(simulator, out, err, command);
        boolean ended = process.waitFor(90, TimeUnit.SECONDS);
        if (!ended) {
            stacks(process);
            process.destroyForcibly().waitFor();
        }
        Run run = new Run();
        run.code = process.exitValue();
        run.out = Files.readAllLines(out, StandardCharsets.UTF_8);
        run.err = new String(Files.readAllBytes(err), StandardCharsets.UTF_8);
        if (!ended) {
            throw new AssertionError("it did not end: " + command + "\n" + String.join("\n", run.out) + run.err);
        }
        return run;
    }

    /** Lets a program that hangs print where each of its threads stands. */
    private static void stacks(Process process) throws Exception {
        // Java 8 has no such method, but no test runs there.
        Object pid = Process.class.getMethod("pid").invoke(process);
        new ProcessBuilder("kill", "-QUIT", pid.toString()).start().waitFor();
        process.waitFor(5, TimeUnit.SECONDS);
    }

    private static Process start(SimulatorProcess simulator, Path out, Path err, List<String> command)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("CALLREC_") || name.equals("JAVA_TOOL_OPTIONS"));
        if (simulator != null) {
            environment.putAll(simulator.environment());
        }
        return builder.start();
    }

    /** A runtime has none: then Maven's own. */
    private static String javac() {
        String own = tool("javac");
        return Files.exists(Paths.get(own)) ? own : System.getProperty("callrec.javac", own);
    }

    private static String tool(String name) {
        Path home = Paths.get(System.getProperty("java.home"));
        Path inJdk = home.resolve("bin").resolve(name);
        // A JDK 8 runs from the jre folder inside it.
        return (Files.exists(inJdk) ? inJdk : home.getParent().resolve("bin").resolve(name)).toString();
    }

    private String classPath() throws URISyntaxException {
        return String.join(
                File.pathSeparator,
                jar.toString(),
                home(Native.class),
                home(JavaProgram.class),
                folder.toString(),
                // Another way into the library, where there is one.
                System.getProperty("callrec.test.classpath", ""));
    }

    private static String home(Class<?> one) throws URISyntaxException {
        return Paths.get(one.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }
}
