package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A path inside a zip archive, say, is no path of the machine's own, though its text may be the same. */
class LocalPathTest {
    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "10");

    @TempDir
    Path folder;

    private static void refuses(String argument, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.startsWith(argument + ": jar:file:"), message);
        assertTrue(message.contains("java.nio.file.Files"), message);
        assertEquals(1, message.split("\\R").length, message);
    }

    @Test
    void aPathOfAnotherFileSystemIsRefused() throws IOException {
        URI archive = URI.create("jar:" + folder.resolve("some.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Collections.singletonMap("create", "true"))) {
            Path there = zip.getPath(folder.resolve("month.csv").toString());
            Path here = folder.resolve("month.csv");
            Files.write(here, new byte[0]);
            refuses("file", () -> Callrec.open(there, Report.IPASS_CDR));
            refuses("file", () -> Callrec.decoder().open(there, Report.IPASS_CDR));
            refuses("archive", () -> Callrec.unpack(there, folder.resolve("out")));
            refuses("folder", () -> Callrec.unpack(here, zip.getPath("out")));
            refuses("path", () -> FeedCursor.load(there));
            refuses("path", () -> FeedCursor.firstRun().save(there));
            try (Reader<IpassCdr> cdrs = Callrec.open(here, Report.IPASS_CDR)) {
                refuses("path", () -> cdrs.writeTo(there));
                assertFalse(cdrs.hasNext(), "the reader goes on");
            }
            try (IpassRest rest = SIMULATOR.get().rest();
                    Document document = rest.customReport(YearMonth.of(2026, 9), "usage", "monthly")) {
                refuses("path", () -> document.save(there));
                assertTrue(document.save(here).bytes() > 0, "the document goes on");
            }
        }
    }
}
