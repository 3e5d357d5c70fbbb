package io.callrec.internal.abi;

import io.callrec.internal.ffi.Symbol;
import java.util.ArrayList;
import java.util.List;

/** Unpacks zip archives. */
public final class NativeArchive {
    private static final int DIGEST = 32;

    private NativeArchive() {}

    /** A file that was unpacked. */
    public static final class Entry {
        /** Its name in the folder. */
        public final String fileName;
        /** What the archive calls it. */
        public final String label;
        /** The first part of the label, or null. */
        public final String folder;
        /** Length of the file. */
        public final long bytes;
        /** One of {@code CALLREC_DOCUMENT_...}. */
        public final int kind;
        /** SHA-256 of the file. */
        public final byte[] sha256;

        private Entry(Lent entry) {
            this.fileName = entry.text("file_name");
            this.label = entry.text("label");
            this.folder = entry.text("folder");
            this.bytes = entry.int64("bytes");
            this.kind = entry.int32("kind");
            this.sha256 = entry.inside("sha256", DIGEST);
        }
    }

    /**
     * Unpacks an archive.
     *
     * @param archive its path
     * @param folder where to
     * @param limits bounds, or null for the defaults
     * @return the files in the archive's order
     */
    public static List<Entry> unpack(String archive, String folder, Fields limits) {
        try (Held unpacked = new Held(Symbol.UNPACKED_FREE);
                Call unpack = new Call(Symbol.UNPACK);
                Call count = new Call(Symbol.UNPACKED_COUNT)) {
            unpack.text(archive).text(folder).struct(limits).output(unpacked).check();
            long files = count.number(unpacked.handle()).output().check().word();
            List<Entry> entries = new ArrayList<>();
            for (long i = 0; i < files; i++) {
                try (Call call = new Call(Symbol.UNPACKED_GET_ENTRY)) {
                    entries.add(new Entry(
                            call.number(unpacked.handle()).number(i).output().check().lent(Layouts.UNPACKED_ENTRY)));
                }
            }
            return entries;
        }
    }
}
