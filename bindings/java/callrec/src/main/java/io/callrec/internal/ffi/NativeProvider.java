package io.callrec.internal.ffi;

/** A way into the native library, found by {@link java.util.ServiceLoader}. Making one loads nothing. */
public interface NativeProvider {
    /**
     * What the property {@value Library#BACKEND} calls it.
     *
     * @return a word, as in {@code jna}
     */
    String name();

    /**
     * Which of several is taken: the highest that can work.
     *
     * @return a number; that of JNA is 0
     */
    int preference();

    /**
     * Loads the library and binds what it can. Looks at no version: {@link Library} does.
     *
     * @param file where the library is
     * @return the way into it
     * @throws UnsatisfiedLinkError if there is no library there, or it cannot be loaded; the message says why
     */
    NativeAccess load(LibraryFile file);
}
