package io.callrec.ffm;

import io.callrec.internal.ffi.LibraryFile;
import io.callrec.internal.ffi.NativeAccess;
import io.callrec.internal.ffi.NativeProvider;
import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** libcallrec by {@code java.lang.foreign}: preferred where it is on the class or module path, on Java 22 and later. */
public final class FfmProvider implements NativeProvider {
    /** Made by {@link java.util.ServiceLoader}. */
    public FfmProvider() {}

    @Override
    public String name() {
        return "ffm";
    }

    @Override
    public int preference() {
        return 10;
    }

    @Override
    public NativeAccess load(LibraryFile file) {
        return new FfmAccess(new Downcalls(open(file)));
    }

    /**
     * The library stays loaded as long as the JVM lives, as the shared threads inside it may. Unlike
     * {@link System#load} this lets each class loader have it.
     */
    private static SymbolLookup open(LibraryFile file) {
        String name = System.mapLibraryName(file.name());
        Optional<Path> path = file.path() == null ? onPath(name) : Optional.of(file.path());
        try {
            return path.isPresent()
                    ? SymbolLookup.libraryLookup(path.get(), Arena.global())
                    : SymbolLookup.libraryLookup(name, Arena.global());
        } catch (IllegalArgumentException e) {
            UnsatisfiedLinkError error = new UnsatisfiedLinkError(why(e, path));
            error.initCause(e);
            throw error;
        }
    }

    /** What the system says of a file that it cannot load, the linker does not hand on, but {@link System#load} does. */
    private static String why(IllegalArgumentException e, Optional<Path> path) {
        if (path.isEmpty()) {
            return e.getMessage();
        }
        if (!Files.isRegularFile(path.get())) {
            return path.get() + ": there is no such file";
        }
        try {
            System.load(path.get().toString());
            return e.getMessage();
        } catch (UnsatisfiedLinkError system) {
            return e.getMessage() + ": " + system.getMessage().replace(path.get() + ": ", "");
        }
    }

    /** The linker itself knows nothing of Java's own path. */
    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getProperty("java.library.path", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
