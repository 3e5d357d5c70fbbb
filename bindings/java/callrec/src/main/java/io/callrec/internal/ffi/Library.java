package io.callrec.internal.ffi;

import io.callrec.CallrecException;
import io.callrec.ErrorKind;
import io.callrec.internal.ErrorFacts;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** Callrec's own ways: where jars are made into one, the list of services is often that of the last one alone. */
    private static final List<String> OWN =
            Arrays.asList("io.callrec.ffm.FfmProvider", "io.callrec.internal.jna.JnaProvider");

    private static final String CHOOSE =
            "set the property " + LIBRARY + " to the path of libcallrec, of the same version as the jar";

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
        ClassLoader loader = Library.class.getClassLoader();
        Iterator<NativeProvider> all =
                ServiceLoader.load(NativeProvider.class, loader).iterator();
        // What cannot be loaded is passed over; a list that cannot be read would fail for ever.
        for (int failed = 0; failed < MOST_FAILURES; failed++) {
            try {
                while (all.hasNext()) {
                    found.add(all.next());
                }
                break;
            } catch (ServiceConfigurationError | LinkageError e) {
                // Classes of a newer Java, or a way whose own library is not there.
                cause = e;
            }
        }
        OWN.forEach(name -> addUnlisted(name, loader, found));
        found.removeIf(one -> !any && !one.name().equals(wanted));
        if (found.isEmpty()) {
            String what = any ? "no way into libcallrec is on the class path" : "no backend is named " + wanted;
            throw failure(what + ", or this Java cannot use it; " + LoadFailure.ADD, cause);
        }
        found.sort(Comparator.comparingInt(NativeProvider::preference).reversed());
        return found;
    }

    private static void addUnlisted(String name, ClassLoader loader, List<NativeProvider> found) {
        if (found.stream().anyMatch(one -> one.getClass().getName().equals(name))) {
            return;
        }
        try {
            Class<?> type = Class.forName(name, true, loader);
            found.add((NativeProvider) type.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | LinkageError e) {
            // It is not there, of a newer Java, or of a module that was not taken.
        }
    }

    /** The first that loads. If none does, the preferred one's reason is told: the others may just not be there. */
    private static NativeAccess load(LibraryFile file, List<NativeProvider> candidates) {
        LoadFailure failure = null;
        for (NativeProvider one : candidates) {
            try {
                NativeAccess loaded = one.load(file);
                backend = one.name();
                return loaded;
            } catch (LinkageError | RuntimeException e) {
                LoadFailure other = LoadFailure.of(one.name(), e);
                failure = failure == null ? other : failure;
            }
        }
        String hint = failure.hint == null ? CHOOSE : failure.hint;
        throw failure("cannot load libcallrec (" + file.origin() + "): " + failure.reason, hint, failure.cause);
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
        for (Symbol symbol : Symbol.values()) {
            if (!loaded.has(symbol)) {
                throw failure(file + " is not libcallrec, or of another version: it has no " + symbol.function(), null);
            }
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
        return failure(what, CHOOSE, cause);
    }

    private static CallrecException failure(String what, String hint, Throwable cause) {
        ErrorFacts facts = new ErrorFacts(ErrorKind.CONFIG, what + "; " + hint);
        facts.hint = hint;
        return new CallrecException(facts, cause);
    }
}
