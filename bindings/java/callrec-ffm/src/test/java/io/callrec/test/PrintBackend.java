package io.callrec.test;

import io.callrec.Callrec;

/** A program: prints the way that was taken, the module that the API is in, and the library's version. */
public final class PrintBackend {
    private PrintBackend() {}

    public static void main(String[] args) {
        System.out.println(Callrec.backend() + " " + Callrec.class.getModule() + " " + Callrec.version());
    }
}
