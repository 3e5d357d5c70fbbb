package io.callrec.internal.jna;

import io.callrec.internal.Backend;
import io.callrec.internal.DecodeConfig;
import io.callrec.internal.NativePortal;
import io.callrec.internal.NativeReader;
import io.callrec.internal.PortalConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** libcallrec by JNA. */
public final class JnaBackend implements Backend {
    private JnaBackend() {}

    /**
     * Finds the library, looks at its ABI and binds it.
     *
     * @return the backend
     * @throws io.callrec.CallrecException if there is no library, or one of another ABI
     */
    public static Backend load() {
        LibCallrec.bind(LibraryFinder.find());
        return new JnaBackend();
    }

    @Override
    public String version() {
        return LibCallrec.callrec_version().getString(0, "UTF-8");
    }

    @Override
    public NativePortal portal(PortalConfig config) {
        try (PortalOptions options = new PortalOptions(config);
                Call call = new Call()) {
            call.check(LibCallrec.callrec_ipass_portal_new(options.struct(), call.output(), call.error()));
            return new JnaPortal(call.pointer());
        }
    }

    @Override
    public NativeReader open(Path file, String report, DecodeConfig decoding) {
        byte[] path = file.toString().getBytes(StandardCharsets.UTF_8);
        byte[] name = report.getBytes(StandardCharsets.UTF_8);
        try (DecodeOptions options = new DecodeOptions(decoding);
                Call call = new Call()) {
            call.check(LibCallrec.callrec_open_file(
                    path, path.length, name, name.length, options.struct(), call.output(), call.error()));
            return new JnaReader(call.pointer());
        }
    }
}
