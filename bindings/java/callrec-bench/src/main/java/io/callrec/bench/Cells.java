package io.callrec.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The conversions of both peers, written for speed: no formatter, no regular expression. */
final class Cells {
    private static final String MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

    private Cells() {}

    static Instant instant(String cell) {
        LocalDateTime time = localTime(cell);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    /** As in {@code 01-SEP-2026 00:52:37}. */
    static LocalDateTime localTime(String cell) {
        if (cell == null) {
            return null;
        }
        if (cell.length() != 20) {
            throw new IllegalArgumentException(cell);
        }
        int month = MONTHS.indexOf(cell.substring(3, 6)) / 3 + 1;
        return LocalDateTime.of(
                digits(cell, 7, 11), month, digits(cell, 0, 2),
                digits(cell, 12, 14), digits(cell, 15, 17), digits(cell, 18, 20));
    }

    private static int digits(String cell, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = cell.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException(cell);
            }
            number = 10 * number + digit;
        }
        return number;
    }

    static Duration seconds(String cell) {
        return cell == null ? null : Duration.ofSeconds(Long.parseLong(ungrouped(cell)));
    }

    static BigDecimal decimal(String cell) {
        return cell == null ? null : new BigDecimal(ungrouped(cell));
    }

    private static String ungrouped(String cell) {
        return cell.indexOf(',') < 0 ? cell : cell.replace(",", "");
    }
}
