package io.callrec.internal.abi;

import io.callrec.internal.ffi.Symbol;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Java's names for those of the header. The library's errors name its functions and options: whoever writes Java has
 * never seen {@code callrec_reader_write_file} and looks for {@code Reader.writeTo}. A test takes every function of the
 * header and every option, and looks whether Java has what is named for it. What is not ours stays as it is: a path, or
 * a word of the provider's.
 */
final class JavaNames {
    /** What has no like in Java, which copies it to the heap. */
    private static final String NONE = "libcallrec";

    private static final Pattern WITHOUT = Pattern.compile("(batch|civil|column|decimal|field|pair|text|time)(_.*)?");

    /** The objects of the header, whose functions are methods in Java. */
    private static final String[] OBJECTS = {
        "reader", "ipass_portal", "hosted_users", "ipass_rest", "billing_feed", "getcalls", "feed_cursor", "fan_out",
        "document", "outcome", "error"
    };

    /** Where the names do not follow the rule. */
    private static final Map<String, String> OTHERS = new HashMap<>();

    /** The fields of options and requests, and what the core calls some of them. */
    private static final Map<String, String> OPTIONS = new HashMap<>();

    static {
        OTHERS.put("version", "Callrec.version");
        OTHERS.put("abi_version", "Callrec.version");
        OTHERS.put("status_name", "ErrorKind");
        OTHERS.put("open_file", "Callrec.open");
        OTHERS.put("open_buffer", "Callrec.open");
        OTHERS.put("unpack", "Callrec.unpack");
        OTHERS.put("reader_write_file", "Reader.writeTo");
        OTHERS.put("reader_arrow_stream", "Reader.exportArrowStream");
        OTHERS.put("reader_cursor_within", "Reader.cursor");
        OTHERS.put("reader_quarantined_next", "Reader.takeQuarantined");
        OTHERS.put("reader_doubt_next", "Reader.takeDoubts");
        OTHERS.put("outcome_warning", "Outcome.warnings");
        OTHERS.put("outcome_field_named", "Outcome.field");
        OTHERS.put("billing_feed_row", "BillingFeedRow");
        OTHERS.put("getcalls_row", "GetcallsRow");
        OTHERS.put("ipass_network_user", "NetworkUser");
        OTHERS.put("decode_options", "DecodingBuilder");
        OTHERS.put("connection_options", "ConnectionBuilder");
        OTHERS.put("write_options", "WriteOptions");
        OTHERS.put("unify_options", "UnifyOptions");

        for (String record : new String[] {"company", "ipass_cdr", "unified_record", "user"}) {
            OTHERS.put(record, pascal(record));
        }

        for (Layout struct : Layouts.ALL) {
            if (isGiven(struct)) {
                struct.offsets().keySet().stream()
                        .filter(field -> field.contains("_") && !field.startsWith("reserved"))
                        .forEach(field -> OPTIONS.put(field, camel(field)));
            }
        }
        OPTIONS.put("total_timeout_ms", "timeout");
        OPTIONS.put("duration_unit", "duration");
        OPTIONS.put("user_count", "users");
        OPTIONS.put("allow_recording_host", "recordingHost");
        OPTIONS.put("first_page", "firstPage");
        OPTIONS.put("with_company", "withCompany");
    }

    /** A word by itself: not a part of a path, an address or another word, not quoted, and not a column's name. */
    private static final Pattern NAME = Pattern.compile("(?<![\\w/\\\\.\"'<=&?-])(?<!column )(?:limits\\.)?"
            + "(?:callrec_([a-z0-9_]+)(?:\\.\\.\\.)?|(" + String.join("|", OPTIONS.keySet()) + "))"
            + "(?![\\w/\\\\\"'>=-]|\\.\\w)");

    private JavaNames() {}

    /** Whether a struct is one that Java fills: of options or of a request. */
    private static boolean isGiven(Layout struct) {
        return Stream.of(Symbol.values()).anyMatch(one -> one.function().equals(struct.struct() + "_init"));
    }

    /** A text of the library in Java's words; null stays null. */
    static String in(String text) {
        if (text == null) {
            return null;
        }
        Matcher found = NAME.matcher(text);
        StringBuffer told = new StringBuffer();
        while (found.find()) {
            String name = found.group(1) != null ? ofFunction(found.group(1)) : OPTIONS.get(found.group(2));
            found.appendReplacement(told, Matcher.quoteReplacement(name != null ? name : found.group()));
        }
        return found.appendTail(told).toString();
    }

    /**
     * A hint in Java's words, never null. What is to be set a builder sets, or the environment of the system, which C does
     * not look at.
     */
    static String hint(String provider, String hint) {
        String variable = provider == null ? null : "CALLREC_" + provider.toUpperCase(Locale.ROOT).replace('-', '_');
        switch (variable == null || hint == null ? "" : hint) {
            case "set base_url":
                return "set baseUrl, or " + variable + "_URL";
            case "set username and password":
            case "set login and password":
                return "set credentials, or " + variable + "_USERNAME and …_PASSWORD";
            case "set key and company":
                return "set key and company, or " + variable + "_KEY and …_COMPANY";
            default:
                return hint == null ? "" : in(hint);
        }
    }

    /** The same of a text around another one that stays as it is; null where there is none. */
    static String around(String kept, String text) {
        int at = kept == null || kept.isEmpty() || text == null ? -1 : text.indexOf(kept);
        return at < 0 ? in(text) : in(text.substring(0, at)) + kept + in(text.substring(at + kept.length()));
    }

    /** The method that sets the field of a struct of options. */
    static String option(String field) {
        return OPTIONS.getOrDefault(field, field);
    }

    /** What a function or struct is in Java, by its name without the prefix; null if the header has none such. */
    private static String ofFunction(String function) {
        String name = function.endsWith("_init") ? function.substring(0, function.length() - "_init".length()) : function;
        if (OTHERS.containsKey(name)) {
            return OTHERS.get(name);
        }
        if (name.startsWith("unpacked")) {
            return "UnpackedFile";
        }
        for (String object : OBJECTS) {
            if (name.equals(object)) {
                return type(object);
            }
            if (name.startsWith(object + "_")) {
                return method(type(object), name.substring(object.length() + 1));
            }
        }
        if (WITHOUT.matcher(name).matches()) {
            return NONE;
        }
        return Layouts.ALL.stream().anyMatch(struct -> struct.struct().equals("callrec_" + name)) ? pascal(name) : null;
    }

    private static String type(String object) {
        return object.equals("error") ? "CallrecException" : pascal(object);
    }

    private static String method(String type, String rest) {
        if (rest.startsWith("next_")) {
            return type + ".next";
        }
        switch (rest) {
            case "new":
                return type + ".Builder.build";
            case "options":
                return type + ".Builder";
            case "free":
            case "share":
            case "details":
            case "get_details":
                return type;
            default:
                return type.equals("CallrecException") ? type : type + "." + camel(rest);
        }
    }

    private static String pascal(String snake) {
        return Character.toUpperCase(snake.charAt(0)) + camel(snake).substring(1);
    }

    /** {@code base_url} as {@code baseUrl}; a {@code Duration} needs no unit. */
    private static String camel(String snake) {
        StringBuilder camel = new StringBuilder();
        for (String word : snake.replaceFirst("_ms$", "").split("_")) {
            int begin = camel.length();
            camel.append(word);
            if (begin > 0) {
                camel.setCharAt(begin, Character.toUpperCase(word.charAt(0)));
            }
        }
        return camel.toString();
    }
}
