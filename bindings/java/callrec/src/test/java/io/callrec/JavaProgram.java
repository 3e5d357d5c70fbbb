package io.callrec;

import com.sun.jna.Native;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
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

    /** Over a jar of all classes, with the native library inside. */
    static JavaProgram overJar(Path folder) throws IOException {
        return new JavaProgram(folder, jar(folder.resolve("callrec.jar"), name -> true));
    }

    /** Over a jar of all classes that holds no native library. */
    static JavaProgram overBareJar(Path folder) throws IOException {
        return new JavaProgram(folder, jar(folder.resolve("bare.jar"), name -> !name.endsWith(".so")));
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

    /** Compiles a source for Java 8; without a warning, or it fails. */
    void compile(Path source) throws Exception {
        Run javac = run(null, Arrays.asList(
                tool("javac"), "--release", "8", "-Xlint:all,-options", "-Werror", "-cp", classPath(), "-d",
                folder.toString(), source.toString()));
        if (javac.code != 0) {
            throw new AssertionError(javac.err);
        }
    }

    /** Runs {@code java} with arguments; {@code simulator} may be null: then nothing of it is in the environment. */
    Run java(SimulatorProcess simulator, String... arguments) throws Exception {
        Files.createDirectories(unpacked());
        List<String> command =
                new ArrayList<>(Arrays.asList(tool("java"), "-Djna.tmpdir=" + unpacked(), "-cp", classPath()));
        command.addAll(Arrays.asList(arguments));
        return run(simulator, command);
    }

    /** Where JNA unpacks what it loads from the jar. */
    Path unpacked() {
        return folder.resolve("unpacked");
    }

    private Run run(SimulatorProcess simulator, List<String> command) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("CALLREC_") || name.equals("JAVA_TOOL_OPTIONS"));
        if (simulator != null) {
            environment.putAll(simulator.environment());
        }
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it did not end: " + command);
        }
        Run run = new Run();
        run.code = process.exitValue();
        run.out = Files.readAllLines(out, StandardCharsets.UTF_8);
        run.err = new String(Files.readAllBytes(err), StandardCharsets.UTF_8);
        return run;
    }

    private static String tool(String name) {
        Path home = Paths.get(System.getProperty("java.home"));
        Path inJdk = home.resolve("bin").resolve(name);
        // A JDK 8 runs from the jre folder inside it.
        return (Files.exists(inJdk) ? inJdk : home.getParent().resolve("bin").resolve(name)).toString();
    }

    private String classPath() throws URISyntaxException {
        return String.join(
                File.pathSeparator, jar.toString(), home(Native.class), home(JavaProgram.class), folder.toString());
    }

    private static String home(Class<?> one) throws URISyntaxException {
        return Paths.get(one.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }
}
