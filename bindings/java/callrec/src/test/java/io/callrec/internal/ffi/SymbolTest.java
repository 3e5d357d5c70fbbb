package io.callrec.internal.ffi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The functions that Java calls are those of the header, and none is forgotten. */
class SymbolTest {
    /** What Java has of its own: texts, decimals, times; rows come by the batch; a batch's columns by their place. */
    private static final Pattern OF_NO_USE = Pattern.compile(
            "callrec_(text|decimal|time)_.*|callrec_status_name|callrec_error_(message|message_copy|status)"
                    + "|callrec_reader_next_(?!batch).*|callrec_reader_(report|close)"
                    + "|callrec_(batch_column|outcome_field)_named");
    private static final Pattern DECLARATION =
            Pattern.compile("^((?:const )?\\w+ \\*?)(callrec_\\w+)\\(([^;{]*?)\\);", Pattern.MULTILINE);
    private static final Path ROOT = Paths.get(System.getProperty("callrec.root"));

    private static String read(String file) throws IOException {
        return new String(Files.readAllBytes(ROOT.resolve(file)), StandardCharsets.UTF_8);
    }

    /** Each function of the header with what it gives and takes. */
    private static Map<String, String> header() throws IOException {
        Map<String, String> functions = new TreeMap<>();
        Matcher found = DECLARATION.matcher(read("include/callrec.h").replaceAll("(?s)/\\*.*?\\*/", ""));
        while (found.find()) {
            StringBuilder kinds = new StringBuilder(result(found.group(1)) + " ");
            for (String parameter : found.group(3).split(",")) {
                kinds.append(kind(parameter.trim()));
            }
            functions.put(found.group(2), kinds.toString());
        }
        return functions;
    }

    private static Symbol.Result result(String type) {
        if (type.contains("*")) {
            return Symbol.Result.ADDRESS;
        }
        return type.trim().equals("void") ? Symbol.Result.NOTHING : Symbol.Result.STATUS;
    }

    private static String kind(String parameter) {
        if (parameter.equals("void")) {
            return "";
        }
        if (parameter.contains("*")) {
            return "p";
        }
        String type = parameter.split(" ")[0];
        assertTrue(type.matches("size_t|u?int(32|64)_t"), parameter);
        return type.contains("32") ? "i" : "l";
    }

    @Test
    void everySymbolIsAFunctionOfTheHeader() throws IOException {
        Map<String, String> header = header();
        for (Symbol symbol : Symbol.values()) {
            assertEquals(
                    header.get(symbol.function()), symbol.result() + " " + symbol.arguments(), symbol.function());
        }
    }

    @Test
    void everyFunctionOfTheLibraryIsCalledOrOfNoUse() throws IOException {
        Set<String> left = new HashSet<>(Arrays.asList(read("bindings/c/symbols.txt").trim().split("\\s+")));
        assertEquals(header().keySet().size(), left.size(), "the header and the list of symbols differ");
        for (Symbol symbol : Symbol.values()) {
            assertTrue(left.remove(symbol.function()), symbol.function());
        }
        left.removeIf(name -> OF_NO_USE.matcher(name).matches());
        assertEquals(new HashSet<>(), left, "functions that Java neither calls nor needs");
    }
}
