package io.callrec.internal;

import io.callrec.CallrecException;
import java.nio.file.Path;

/** A way into the native library. Implementations hold no state beside the library itself and serve any thread. */
public interface Backend {
    /**
     * The version of the native library.
     *
     * @return the version, as in {@code 0.1.0}
     */
    String version();

    /**
     * A client of the portal; sends nothing.
     *
     * @param config what it is built from
     * @return the client
     * @throws CallrecException if the configuration cannot work
     */
    NativePortal portal(PortalConfig config);

    /**
     * Opens a report that is a file.
     *
     * @param file the file
     * @param report the report's name
     * @param decoding how to decode it
     * @return the records
     * @throws CallrecException if the file cannot be read or is not this report
     */
    NativeReader open(Path file, String report, DecodeConfig decoding);
}
