package io.callrec.internal.ffi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Why a way into the library could not be taken, and what to do about it. */
final class LoadFailure {
    static final String ADD = "add net.java.dev.jna:jna, or io.callrec:callrec-ffm with Java 22 or later";

    private static final String ALLOW = "start Java with --enable-native-access=ALL-UNNAMED, or with the name of the"
            + " module io.callrec.ffm or com.sun.jna where that is on the module path";
    private static final String SPOILED = "Could not initialize class ";
    private static final int LONGEST = 600;

    /** How each way failed at last: of a class that could not be initialized Java tells the reason only once. */
    private static final Map<String, Throwable> LAST = new ConcurrentHashMap<>();

    /** What happened. */
    final Throwable cause;
    /** The same in one line. */
    final String reason;
    /** What to do, or null where the library file is to be looked at. */
    final String hint;

    private LoadFailure(Throwable cause, String reason, String hint) {
        this.cause = cause;
        this.reason = reason;
        this.hint = hint;
    }

    /** Of the way of that name. */
    static LoadFailure of(String backend, Throwable thrown) {
        Throwable root = thrown;
        if (thrown instanceof NoClassDefFoundError && line(thrown).startsWith(SPOILED)) {
            root = LAST.getOrDefault(backend, thrown);
        } else {
            LAST.put(backend, thrown);
        }
        while (root instanceof ExceptionInInitializerError && root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof NoClassDefFoundError && !line(root).startsWith(SPOILED)) {
            String missing = line(root).replace('/', '.');
            return new LoadFailure(thrown, "backend " + backend + " lacks the class " + missing + "; " + ADD, null);
        }
        // Java 8 does not know its class.
        if (root.getClass().getName().equals("java.lang.IllegalCallerException")) {
            return new LoadFailure(thrown, line(root), ALLOW);
        }
        String kind = root instanceof LinkageError ? "" : root.getClass().getName() + ": ";
        return new LoadFailure(thrown, kind + line(root), null);
    }

    /** What JNA says stands in several lines, some twice, the last one with all of the class path. */
    private static String line(Throwable failure) {
        Set<String> lines = new LinkedHashSet<>();
        for (String line : String.valueOf(failure.getMessage()).split("\\R")) {
            if (!line.trim().isEmpty() && !line.startsWith("Native library (")) {
                lines.add(line.trim());
            }
        }
        List<String> all = new ArrayList<>(lines);
        String first = all.isEmpty() ? "" : all.remove(0);
        String joined = all.isEmpty() ? first : first + " " + String.join("; ", all);
        return joined.length() <= LONGEST ? joined : joined.substring(0, LONGEST) + " ...";
    }
}
