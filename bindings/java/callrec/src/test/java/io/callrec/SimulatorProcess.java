package io.callrec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program {@code callrec-simulator} as a process of its own; it ends with its standard input. */
final class SimulatorProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Map<String, String> environment = new LinkedHashMap<>();

    SimulatorProcess(String... arguments) {
        List<String> command = new ArrayList<>(Arrays.asList(
                System.getProperty("callrec.simulator"), "--port", "0", "--until-stdin-closes"));
        command.addAll(Arrays.asList(arguments));
        try {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            readUntilReady();
        } catch (IOException e) {
            throw new IllegalStateException("cannot start " + command, e);
        }
    }

    private void readUntilReady() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); !"ready".equals(line); line = lines.readLine()) {
            if (line == null) {
                throw new IOException("the simulator ended before it was ready");
            }
            String[] assignment = line.split("=", 2);
            environment.put(assignment[0], assignment[1]);
        }
    }

    /** The variables that a client of it needs. */
    Map<String, String> environment() {
        return Collections.unmodifiableMap(environment);
    }

    String url() {
        return environment.get("CALLREC_IPASS_PORTAL_URL");
    }

    String username() {
        return environment.get("CALLREC_IPASS_PORTAL_USERNAME");
    }

    String password() {
        return environment.get("CALLREC_IPASS_PORTAL_PASSWORD");
    }

    String company() {
        return environment.get("CALLREC_IPASS_PORTAL_COMPANY");
    }

    /** A builder that knows address and credentials. */
    IpassPortal.Builder builder() {
        return IpassPortal.builder().baseUrl(url()).credentials(username(), password().toCharArray());
    }

    IpassPortal portal() {
        return builder().build();
    }

    private String variable(String name) {
        return environment.get("CALLREC_" + name);
    }

    /** The profile of getcalls. */
    String profile() {
        return variable("GETCALLS_PROFILE");
    }

    IpassRest.Builder restBuilder() {
        return IpassRest.builder()
                .baseUrl(variable("IPASS_REST_URL"))
                .key(variable("IPASS_REST_KEY").toCharArray())
                .company(variable("IPASS_REST_COMPANY"));
    }

    IpassRest rest() {
        return restBuilder().build();
    }

    BillingFeed.Builder feedBuilder() {
        return BillingFeed.builder()
                .baseUrl(variable("BILLING_FEED_URL"))
                .credentials(variable("BILLING_FEED_USERNAME"), variable("BILLING_FEED_PASSWORD").toCharArray());
    }

    BillingFeed feed() {
        return feedBuilder().build();
    }

    Getcalls.Builder getcallsBuilder() {
        return Getcalls.builder()
                .baseUrl(variable("GETCALLS_URL"))
                .credentials(variable("GETCALLS_USERNAME"), variable("GETCALLS_PASSWORD").toCharArray());
    }

    Getcalls getcalls() {
        return getcallsBuilder().build();
    }

    /** Replaces the plan of faults; none ends them. */
    void plan(String... faults) {
        String list = faults.length == 0 ? "" : "\"" + String.join("\",\"", faults) + "\"";
        control("POST", "/_simulator/plan", "{\"faults\":[" + list + "]}");
    }

    /** How many requests of an operation the simulator has seen. */
    long requests(String system, String operation) {
        long count = 0;
        for (JsonNode request : control("/_simulator/requests")) {
            boolean meant = request.path("system").asText().equals(system)
                    && request.path("operation").asText().equals(operation);
            count += meant ? 1 : 0;
        }
        return count;
    }

    /** What requests did, in order. */
    JsonNode effects() {
        return control("/_simulator/ledger").path("effects");
    }

    /** What a path of the control endpoint answers. */
    JsonNode control(String path) {
        return control("GET", path, null);
    }

    JsonNode control(String method, String path, String body) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url() + path).toURL().openConnection();
            connection.setRequestMethod(method);
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body.getBytes(StandardCharsets.UTF_8));
                }
            }
            try (InputStream in = connection.getInputStream()) {
                return JSON.readTree(in);
            }
        } catch (IOException e) {
            throw new IllegalStateException("control endpoint " + path, e);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The root of the repository. */
    static File root() {
        return new File(System.getProperty("callrec.root"));
    }
}
