package io.callrec.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the stack ends within a call for memory, that is what is thrown: a caller may catch it and go on. */
class DeepStackTest {
    @Test
    void theEndOfTheStackIsNoOtherError(@TempDir Path folder) throws Exception {
        String paths = Jvm.path(Jvm.CALLREC, Jvm.FFM, Jvm.PROGRAMS);
        Jvm.Run run = Jvm.run(
                folder, "-Xint", "--enable-native-access=ALL-UNNAMED", "-cp", paths, DeepStack.class.getName());
        assertEquals("[StackOverflowError]", run.out(), run.err());
        assertEquals(0, run.code());
    }
}
