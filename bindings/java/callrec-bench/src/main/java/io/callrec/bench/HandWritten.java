package io.callrec.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The parser that one writes oneself: lines of a {@link BufferedReader}, cut at the commas that are not quoted. Quoted
 * cells may hold commas, doubled quotes and line ends.
 */
final class HandWritten {
    private final String[] cells = new String[Cdr.COLUMNS];
    private final StringBuilder quoted = new StringBuilder();
    private BufferedReader lines;
    private String line;
    private int at;

    static void read(Path file, Consumer<Cdr> each) throws IOException {
        new HandWritten().run(file, each);
    }

    private void run(Path file, Consumer<Cdr> each) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            lines = reader;
            reader.readLine(); // The header.
            for (line = reader.readLine(); line != null; line = reader.readLine()) {
                at = 0;
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = cell();
                }
                if (at <= line.length()) {
                    throw new IOException("more cells than columns: " + line);
                }
                each.accept(new Cdr(cells));
            }
        }
    }

    /** The cell that begins at {@code at}, null if it is empty or says so; {@code at} goes behind its comma. */
    private String cell() throws IOException {
        if (at > line.length()) {
            throw new IOException("fewer cells than columns: " + line);
        }
        String cell;
        if (at < line.length() && line.charAt(at) == '"') {
            cell = quotedCell();
        } else {
            int comma = line.indexOf(',', at);
            int end = comma < 0 ? line.length() : comma;
            cell = line.substring(at, end);
            at = end + 1;
        }
        return cell.isEmpty() || cell.equals("null") ? null : cell;
    }

    private String quotedCell() throws IOException {
        quoted.setLength(0);
        int from = at + 1;
        while (true) {
            int quote = line.indexOf('"', from);
            if (quote < 0) {
                quoted.append(line, from, line.length()).append('\n');
                line = lines.readLine();
                if (line == null) {
                    throw new IOException("a quote is not closed");
                }
                from = 0;
                continue;
            }
            quoted.append(line, from, quote);
            if (quote + 1 < line.length() && line.charAt(quote + 1) == '"') {
                quoted.append('"');
                from = quote + 2;
                continue;
            }
            if (quote + 1 < line.length() && line.charAt(quote + 1) != ',') {
                throw new IOException("text behind a quote: " + line);
            }
            at = quote + 2;
            return quoted.toString();
        }
    }
}
