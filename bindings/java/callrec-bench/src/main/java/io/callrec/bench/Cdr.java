package io.callrec.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import org.openjdk.jmh.infra.Blackhole;

/** A record as a program without callrec would make it: its cells converted to what callrec gives. */
final class Cdr {
    static final int COLUMNS = 14;

    private final String transactionId;
    private final String billingCode;
    private final String userId;
    private final String authDomain;
    private final String description;
    private final Instant gmtTime;
    private final LocalDateTime localTime;
    private final Duration sessionLength;
    private final BigDecimal billingRate;
    private final BigDecimal netBillingAmount;
    private final String accessType;
    private final String serviceType;
    private final String reserved;
    private final BigDecimal dataUsed;

    /** From the cells of a row, null where there is none. */
    Cdr(String[] cells) {
        transactionId = cells[0];
        billingCode = cells[1];
        userId = cells[2];
        authDomain = cells[3];
        description = cells[4];
        gmtTime = Cells.instant(cells[5]);
        localTime = Cells.localTime(cells[6]);
        sessionLength = Cells.seconds(cells[7]);
        billingRate = Cells.decimal(cells[8]);
        netBillingAmount = Cells.decimal(cells[9]);
        accessType = cells[10];
        serviceType = cells[11];
        reserved = cells[12];
        dataUsed = Cells.decimal(cells[13]);
    }

    void touch(Blackhole hole, Sums sums) {
        hole.consume(transactionId);
        hole.consume(billingCode);
        hole.consume(userId);
        hole.consume(authDomain);
        hole.consume(description);
        hole.consume(gmtTime);
        hole.consume(localTime);
        hole.consume(billingRate);
        hole.consume(accessType);
        hole.consume(serviceType);
        hole.consume(reserved);
        hole.consume(dataUsed);
        sums.add(sessionLength, netBillingAmount);
    }
}
