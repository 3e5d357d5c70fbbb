package io.callrec.internal.ffi;

import io.callrec.CallrecException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * Where libcallrec is: what the property {@value Library#LIBRARY} names, or inside the jar, or where the system keeps
 * its libraries. What was unpacked from the jar is deleted when this is closed: what is loaded stays loaded.
 */
public final class LibraryFile implements AutoCloseable {
    private static final String NAME = "callrec";

    private final Path path;
    private final boolean unpacked;
    private final String origin;

    private LibraryFile(Path path, boolean unpacked, String origin) {
        this.path = path;
        this.unpacked = unpacked;
        this.origin = origin;
    }

    static LibraryFile find() {
        String chosen = System.getProperty(Library.LIBRARY);
        if (chosen != null && !chosen.isEmpty()) {
            // A bare name would be looked for elsewhere by JNA.
            return new LibraryFile(absolute(chosen), false, "named by the property " + Library.LIBRARY);
        }
        String resource = "/" + platform() + "/" + System.mapLibraryName(NAME);
        try (InputStream inside = LibraryFile.class.getResourceAsStream(resource)) {
            if (inside == null) {
                return new LibraryFile(
                        null, false, "searched on the system's library path, as the jar holds none for this platform");
            }
            Path file = Files.createTempFile(NAME, System.mapLibraryName(""));
            LibraryFile found = new LibraryFile(file, true, "from the jar");
            try {
                Files.copy(inside, file, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException | RuntimeException e) {
                found.close();
                throw e;
            }
            return found;
        } catch (IOException | InvalidPathException | LinkageError e) {
            // Java's own class for such files cannot be initialized where it cannot read the folder's name.
            throw cannotUnpack(e);
        }
    }

    private static Path absolute(String chosen) {
        try {
            return Paths.get(chosen).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw Library.failure("the property " + Library.LIBRARY + " holds no path", e);
        }
    }

    private static CallrecException cannotUnpack(Throwable e) {
        String folder = System.getProperty("java.io.tmpdir");
        return Library.failure(
                "cannot unpack libcallrec from the jar to " + folder + ", java.io.tmpdir: "
                        + LoadFailure.of("unpacking", e).reason,
                e);
    }

    /**
     * The file.
     *
     * @return its path; null where the system's library path is to be searched for {@link #name()}
     */
    public Path path() {
        return path;
    }

    /**
     * The library's name, without what the system puts around it.
     *
     * @return {@code callrec}
     */
    public String name() {
        return NAME;
    }

    /** How it came to be this file, for people. */
    String origin() {
        return origin;
    }

    /** What to call it in a sentence. */
    @Override
    public String toString() {
        return path == null ? "lib" + NAME : path.toString();
    }

    /** The folder of this platform inside the jar, in JNA's words. */
    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String word = os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "win32" : os;
        String machine = System.getProperty("os.arch");
        return word + "-" + (machine.equals("amd64") || machine.equals("x86_64") ? "x86-64" : machine);
    }

    @Override
    public void close() {
        if (unpacked) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // Where a loaded file cannot be deleted, it goes with the JVM.
                path.toFile().deleteOnExit();
            }
        }
    }
}
