package io.callrec.internal.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import io.callrec.CallrecException;
import io.callrec.ErrorKind;
import io.callrec.internal.ErrorFacts;
import java.io.File;
import java.io.IOException;

/** Finds libcallrec: by the property {@value #PROPERTY}, inside the jar, or where the system keeps its libraries. */
final class LibraryFinder {
    /** A path to the library file; nothing else is tried when it is set. */
    static final String PROPERTY = "callrec.library";

    private static final String NAME = "callrec";
    /** JNA's mark of a file that it unpacked from a jar. */
    private static final String UNPACKED = "jna";

    private LibraryFinder() {}

    static NativeLibrary find() {
        String chosen = System.getProperty(PROPERTY);
        if (chosen != null && !chosen.isEmpty()) {
            return load(chosen, "named by the property " + PROPERTY);
        }
        File inside = insideJar();
        if (inside == null) {
            return load(NAME, "searched on the system's library path, as the jar holds none for this platform");
        }
        try {
            return load(inside.getPath(), "from the jar");
        } finally {
            // What is loaded stays loaded; the file would be left behind otherwise.
            if (inside.getName().startsWith(UNPACKED) && !inside.delete()) {
                inside.deleteOnExit();
            }
        }
    }

    private static File insideJar() {
        ClassLoader loader = LibraryFinder.class.getClassLoader();
        String resource = Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName(NAME);
        if (loader.getResource(resource) == null) {
            return null;
        }
        try {
            return Native.extractFromResourcePath(NAME, loader);
        } catch (IOException e) {
            throw failure("cannot unpack libcallrec from the jar: " + e.getMessage(), e);
        }
    }

    private static NativeLibrary load(String name, String origin) {
        try {
            return NativeLibrary.getInstance(name);
        } catch (UnsatisfiedLinkError e) {
            String first = String.valueOf(e.getMessage()).split("\\R", 2)[0];
            throw failure("cannot load libcallrec (" + origin + "): " + first, e);
        }
    }

    static CallrecException failure(String what, Throwable cause) {
        String hint = "set the property " + PROPERTY + " to the path of libcallrec, of the same version as the jar";
        ErrorFacts facts = new ErrorFacts(ErrorKind.CONFIG, what + "; " + hint);
        facts.hint = hint;
        return new CallrecException(facts, cause);
    }
}
