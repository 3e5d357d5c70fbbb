package io.callrec.bench;

import io.callrec.Callrec;
import io.callrec.IpassCdr;
import io.callrec.Reader;
import io.callrec.Report;
import java.nio.file.Path;
import org.openjdk.jmh.infra.Blackhole;

/** callrec by its records, every field of each. */
final class Records {
    private Records() {}

    static void read(Path file, Blackhole hole, Sums sums) {
        try (Reader<IpassCdr> cdrs = Callrec.open(file, Report.IPASS_CDR)) {
            while (cdrs.hasNext()) {
                touch(cdrs.next(), hole, sums);
            }
        }
    }

    private static void touch(IpassCdr cdr, Blackhole hole, Sums sums) {
        hole.consume(cdr.transactionId());
        hole.consume(cdr.billingCode().orElse(null));
        hole.consume(cdr.userId().orElse(null));
        hole.consume(cdr.authDomain().orElse(null));
        hole.consume(cdr.description().orElse(null));
        hole.consume(cdr.gmtTime().orElse(null));
        hole.consume(cdr.localTime().orElse(null));
        hole.consume(cdr.billingRate().orElse(null));
        hole.consume(cdr.accessType().orElse(null));
        hole.consume(cdr.serviceType().orElse(null));
        hole.consume(cdr.reserved().orElse(null));
        hole.consume(cdr.dataUsed().orElse(null));
        sums.add(cdr.sessionLength().orElse(null), cdr.netBillingAmount().orElse(null));
    }
}
