package io.callrec.internal.jna;

import com.sun.jna.NativeLibrary;
import io.callrec.internal.ffi.LibraryFile;
import io.callrec.internal.ffi.NativeAccess;
import io.callrec.internal.ffi.NativeProvider;

/** libcallrec by JNA: on every Java from 8 on. */
public final class JnaProvider implements NativeProvider {
    @Override
    public String name() {
        return "jna";
    }

    @Override
    public int preference() {
        return 0;
    }

    @Override
    public NativeAccess load(LibraryFile file) {
        String name = file.path() == null ? file.name() : file.path().toString();
        return new JnaAccess(NativeLibrary.getInstance(name));
    }
}
