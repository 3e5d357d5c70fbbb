package io.callrec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Objects;

/** A path as the library takes it: of the machine's own files, and no other. */
final class LocalPath {
    private static final int HEX = 16;

    private LocalPath() {}

    /**
     * The text of the path that is the argument of that name, absolute as Java resolves it. It is made of the bytes of
     * the file's name, since Java's own text of them goes by the locale: in one that is not UTF-8 the library would be
     * told another name.
     */
    static String text(String name, Path path) {
        Objects.requireNonNull(path, name);
        // The same text would name another file there.
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw new IllegalArgumentException(name + ": " + path.toUri() + " is not in the default file system;"
                    + " give a path of that one, and copy the file from or to it with java.nio.file.Files");
        }
        // It says of each byte what it is, and nothing else in Java does.
        String uri = path.toAbsolutePath().toUri().getRawPath();
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes(uri)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    name + ": the name " + uri + " is not UTF-8, and libcallrec takes no other; start Java in a UTF-8"
                            + " locale, as LC_ALL=C.UTF-8, or rename the file",
                    e);
        }
    }

    private static ByteBuffer bytes(String uri) {
        // A folder has a slash behind it.
        int end = uri.length() > 1 && uri.endsWith("/") ? uri.length() - 1 : uri.length();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(end);
        for (int i = 0; i < end; i++) {
            if (uri.charAt(i) == '%') {
                bytes.write(Integer.parseInt(uri.substring(i + 1, i + 3), HEX));
                i += 2;
            } else {
                bytes.write(uri.charAt(i));
            }
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
