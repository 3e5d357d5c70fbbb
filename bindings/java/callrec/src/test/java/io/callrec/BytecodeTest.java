package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is shipped runs on Java 8. */
class BytecodeTest {
    private static final int JAVA_8 = 52;
    private static final int JAVA_9 = 53;
    /** Java 8 passes over it. */
    private static final String MODULE = "module-info.class";

    @Test
    void everyClassIsOfVersion52() throws IOException {
        List<Path> classes;
        try (Stream<Path> files = Files.walk(Paths.get(System.getProperty("callrec.classes")))) {
            classes = files.filter(file -> file.toString().endsWith(".class")).collect(Collectors.toList());
        }
        assertTrue(classes.size() > 20, classes::toString);
        for (Path file : classes) {
            try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
                assertEquals(0xCAFEBABE, in.readInt(), file::toString);
                in.readUnsignedShort();
                assertEquals(file.endsWith(MODULE) ? JAVA_9 : JAVA_8, in.readUnsignedShort(), file::toString);
            }
        }
    }
}
