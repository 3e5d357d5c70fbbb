package io.callrec.internal.ffi;

import io.callrec.CallrecException;
import io.callrec.ErrorKind;
import io.callrec.internal.ErrorFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The one way into the native library that this process uses, found at the first call. */
public final class Library {
    /** Property: a path to the library file; nothing else is tried when it is set. */
    public static final String LIBRARY = "callrec.library";
    /** Property: the {@link NativeProvider#name()} of the way to take; nothing else is tried when it is set. */
    public static final String BACKEND = "callrec.backend";

    /** {@code CALLREC_ABI_VERSION} of the header that this jar was written from. */
    public static final int ABI_VERSION = 0;

    private static final int MOST_FAILURES = 16;
    private static final String ADD = "add net.java.dev.jna:jna, or io.callrec:callrec-ffm with Java 22 or later";

    private static volatile NativeAccess access;
    private static volatile String backend;

    private Library() {}

    /**
     * The library. A failure to load it is told at every call, since the cause may be put right.
     *
     * @return the way into it
     * @throws CallrecException {@link ErrorKind#CONFIG} if it cannot be loaded or is of another ABI
     */
    public static NativeAccess get() {
        NativeAccess loaded = access;
        return loaded != null ? loaded : load();
    }

    /**
     * Which way is taken.
     *
     * @return its {@link NativeProvider#name()}
     */
    public static String backend() {
        get();
        return backend;
    }

    private static synchronized NativeAccess load() {
        if (access == null) {
            try (LibraryFile file = LibraryFile.find()) {
                NativeAccess loaded = load(file, candidates());
                requireAbi(loaded, file);
                access = loaded;
            }
        }
        return access;
    }

    /** The ways that this JVM has, the preferred one first. */
    private static List<NativeProvider> candidates() {
        String wanted = System.getProperty(BACKEND);
        boolean any = wanted == null || wanted.isEmpty();
        List<NativeProvider> found = new ArrayList<>();
        Throwable cause = null;
        Iterator<NativeProvider> all =
                ServiceLoader.load(NativeProvider.class, Library.class.getClassLoader()).iterator();
        // What cannot be loaded is passed over; a list that cannot be read would fail for ever.
        for (int failed = 0; failed < MOST_FAILURES; failed++) {
            try {
                while (all.hasNext()) {
                    NativeProvider one = all.next();
                    if (any || one.name().equals(wanted)) {
                        found.add(one);
                    }
                }
                break;
            } catch (ServiceConfigurationError | LinkageError e) {
                // Classes of a newer Java, or a way whose own library is not there.
                cause = e;
            }
        }
        if (found.isEmpty()) {
            String what = any ? "no way into libcallrec is on the class path" : "no backend is named " + wanted;
            throw failure(what + ", or this Java cannot use it; " + ADD, cause);
        }
        found.sort(Comparator.comparingInt(NativeProvider::preference).reversed());
        return found;
    }

    /** The first that loads. If none does, the preferred one's reason is told: the others may just not be there. */
    private static NativeAccess load(LibraryFile file, List<NativeProvider> candidates) {
        Throwable failure = null;
        for (NativeProvider one : candidates) {
            try {
                NativeAccess loaded = one.load(file);
                backend = one.name();
                return loaded;
            } catch (NoClassDefFoundError e) {
                String missing = String.valueOf(e.getMessage()).replace('/', '.');
                String what = "backend " + one.name() + " lacks the class " + missing + "; " + ADD;
                failure = failure == null ? new UnsatisfiedLinkError(what).initCause(e) : failure;
            } catch (LinkageError | RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        String first = String.valueOf(failure.getMessage()).split("\\R", 2)[0];
        throw failure("cannot load libcallrec (" + file.origin() + "): " + first, failure);
    }

    private static void requireAbi(NativeAccess loaded, LibraryFile file) {
        long abi;
        try {
            abi = loaded.call(Symbol.ABI_VERSION);
        } catch (UnsatisfiedLinkError e) {
            throw failure(file + " is not libcallrec, or an older one", e);
        }
        if (abi != ABI_VERSION) {
            throw failure(file + " has ABI " + abi + ", this jar needs ABI " + ABI_VERSION, null);
        }
    }

    /**
     * That the library cannot be used.
     *
     * @param what in a few words
     * @param cause what led to it, or null
     * @return the exception
     */
    public static CallrecException failure(String what, Throwable cause) {
        String hint = "set the property " + LIBRARY + " to the path of libcallrec, of the same version as the jar";
        ErrorFacts facts = new ErrorFacts(ErrorKind.CONFIG, what + "; " + hint);
        facts.hint = hint;
        return new CallrecException(facts, cause);
    }
}
