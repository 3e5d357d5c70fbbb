package io.callrec;

import io.callrec.internal.ErrorFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.stream.Stream;

/**
 * The variables of the environment, which are UTF-8 as they are for callrec in every language. Java reads them by the
 * locale: in one that is not UTF-8 a password would be another one, and sent until the account is locked.
 */
final class Environment {
    private static final Path BYTES = Paths.get("/proc/self/environ");

    private Environment() {}

    /** The value of a variable, or null. */
    static String get(String name) {
        String value = System.getenv(name);
        if (value == null || value.chars().allMatch(one -> one < 0x80)) {
            return value;
        }
        boolean sure = isUtf8(Charset.defaultCharset().name()) && isUtf8(System.getProperty("sun.jnu.encoding"));
        return sure && value.indexOf('\uFFFD') < 0 ? value : decoded(name, value);
    }

    private static boolean isUtf8(String encoding) {
        return "UTF-8".equalsIgnoreCase(encoding);
    }

    /** Of the bytes that the process was started with, where they are what Java has read. */
    private static String decoded(String name, String value) {
        byte[] bytes = bytes(name + "=");
        // Older Javas go by the one, newer ones by the other.
        boolean same = bytes != null
                && Stream.of(Charset.defaultCharset().name(), System.getProperty("sun.jnu.encoding", "UTF-8"))
                        .filter(Charset::isSupported)
                        .anyMatch(encoding -> new String(bytes, Charset.forName(encoding)).equals(value));
        try {
            if (same) {
                return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            }
        } catch (CharacterCodingException e) {
            // It names no more than a place.
        }
        throw unreadable(name);
    }

    private static byte[] bytes(String begin) {
        try {
            String all = new String(Files.readAllBytes(BYTES), StandardCharsets.ISO_8859_1);
            return Stream.of(all.split("\0"))
                    .filter(one -> one.startsWith(begin))
                    .findFirst()
                    .map(one -> one.substring(begin.length()).getBytes(StandardCharsets.ISO_8859_1))
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    /** The value may be a secret: it is not repeated. */
    private static CallrecException unreadable(String name) {
        String hint = "start Java with LC_ALL=C.UTF-8 and the value in UTF-8, or give it to the builder";
        ErrorFacts facts = new ErrorFacts(
                ErrorKind.CONFIG,
                "the variable " + name + " holds characters that are not UTF-8, or that Java has read in another"
                        + " encoding (" + System.getProperty("sun.jnu.encoding") + "); " + hint);
        facts.hint = hint;
        return new CallrecException(facts);
    }
}
