package io.callrec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A case of {@code tests/retry}: a family with one of its tables of parameters put in its places. */
final class RetryCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What Java's runner knows; a case that says more must not pass unnoticed. */
    private static final Set<String> KNOWN = new HashSet<>(Arrays.asList(
            "name", "why", "operations", "each", "faults", "switches", "client", "calls", "expire_before_call",
            "requests", "effects", "result", "results"));

    final String operation;
    private final JsonNode family;

    private RetryCase(JsonNode family, String operation) {
        this.family = family;
        this.operation = operation;
    }

    /** The cases of a file, these operations by turns: Rust's own matrix has each case with each of them. */
    static List<RetryCase> of(String file, String... operations) throws IOException {
        File toml = new File(SimulatorProcess.root(), "tests/retry/" + file + ".toml");
        List<RetryCase> cases = new ArrayList<>();
        for (JsonNode family : new TomlMapper().readTree(toml).path("family")) {
            family.fieldNames().forEachRemaining(key -> {
                if (!KNOWN.contains(key)) {
                    throw new AssertionError(toml + " says " + key + ", which Java does not know");
                }
            });
            JsonNode each = family.path("each");
            Iterable<JsonNode> parameters =
                    each.isArray() ? each : Collections.singleton(JsonNodeFactory.instance.objectNode());
            for (JsonNode one : parameters) {
                JsonNode filled = JSON.readTree(fill(family.toString(), one));
                cases.add(new RetryCase(filled, operations[cases.size() % operations.length]));
            }
        }
        return cases;
    }

    /** A text that is only a parameter takes its type. */
    private static String fill(String family, JsonNode parameters) {
        String filled = family;
        for (Map.Entry<String, JsonNode> one : parameters.properties()) {
            String place = "{" + one.getKey() + "}";
            filled = filled.replace("\"" + place + "\"", one.getValue().toString());
            filled = filled.replace(place, one.getValue().asText());
        }
        return filled;
    }

    String name() {
        return family.path("name").asText() + "/" + operation;
    }

    JsonNode get(String key) {
        return family.path(key);
    }

    /** The plan, whose {@code @} is the operation. */
    String[] faults() {
        List<String> faults = new ArrayList<>();
        family.path("faults").forEach(fault -> faults.add(fault.asText().replaceFirst("^@", operation)));
        return faults.toArray(new String[0]);
    }

    /** The switches that differ, as the control endpoint takes them: a table, or texts as {@code GROUP.NAME=VALUE}. */
    ObjectNode switches() {
        ObjectNode switches = JsonNodeFactory.instance.objectNode();
        JsonNode given = family.path("switches");
        if (given.isObject()) {
            switches.setAll((ObjectNode) given);
        }
        if (given.isArray()) {
            for (JsonNode text : given) {
                String[] parts = text.asText().split("[.=]", 3);
                switches.withObject("/" + parts[0]).put(parts[1], parts[2]);
            }
        }
        return switches;
    }

    /** What the call of that number, from 0, is to give. */
    JsonNode result(int call) {
        return family.has("results") ? family.path("results").path(call) : family.path("result");
    }

    /** Why an exception is not what the result says; empty where it is. */
    static String differs(CallrecException error, JsonNode result) {
        List<String> kinds = Arrays.asList(result.path("error").asText("no error").split(" \\| "));
        if (!kinds.contains(error.kind().wireName())) {
            return "wanted " + result + ", got " + error.kind() + ": " + error.getMessage();
        }
        if (result.has("retryable") && result.path("retryable").asBoolean() != error.retryable()) {
            return "retryable is " + error.retryable() + ": " + error.getMessage();
        }
        if (result.has("status") && result.path("status").asInt() != error.httpStatus().orElse(0)) {
            return "wanted " + result + ", got " + error.httpStatus();
        }
        if (result.has("code") && !result.path("code").asText().equals(error.providerCode().orElse(""))) {
            return "wanted " + result + ", got " + error.providerCode();
        }
        return "";
    }
}
