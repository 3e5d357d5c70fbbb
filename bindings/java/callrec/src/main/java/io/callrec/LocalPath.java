package io.callrec;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Objects;

/** A path as the library takes it: of the machine's own files, and no other. */
final class LocalPath {
    private LocalPath() {}

    /** The text of the path that is the argument of that name. */
    static String text(String name, Path path) {
        Objects.requireNonNull(path, name);
        // The same text would name another file there.
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw new IllegalArgumentException(name + ": " + path.toUri() + " is not in the default file system;"
                    + " give a path of that one, and copy the file from or to it with java.nio.file.Files");
        }
        return path.toString();
    }
}
