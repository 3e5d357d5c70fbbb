package io.callrec.bench;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** univocity-parsers with its own settings for speed, and the same conversions as {@link HandWritten}. */
final class Univocity {
    private Univocity() {}

    static void read(Path file, Consumer<Cdr> each) {
        CsvParserSettings settings = new CsvParserSettings();
        settings.getFormat().setLineSeparator("\n");
        settings.setHeaderExtractionEnabled(true);
        settings.setMaxColumns(Cdr.COLUMNS);
        settings.setIgnoreLeadingWhitespaces(false);
        settings.setIgnoreTrailingWhitespaces(false);
        CsvParser parser = new CsvParser(settings);
        parser.beginParsing(file.toFile(), StandardCharsets.UTF_8);
        for (String[] cells = parser.parseNext(); cells != null; cells = parser.parseNext()) {
            for (int i = 0; i < cells.length; i++) {
                if ("null".equals(cells[i])) {
                    cells[i] = null;
                }
            }
            each.accept(new Cdr(cells));
        }
    }
}
