package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Nobody deploys a jar with a debug library by mistake. Nothing is deployed here: the check is run alone. */
class ReleaseTest {
    private static final String REFUSAL =
            "The library is built by cargo's profile debug: deploy with -Prelease, which ships the profile dist";

    private final File parent = new File(System.getProperty("callrec.module"), "..");

    @TempDir
    Path folder;

    /** Runs Maven's check; gives what it printed. */
    private String check(int code, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(Arrays.asList(
                System.getProperty("callrec.maven") + "/bin/mvn", "--offline", "--batch-mode", "--non-recursive",
                "-Dmaven.repo.local=" + System.getProperty("callrec.maven.repository")));
        command.addAll(Arrays.asList(arguments));
        command.add("enforcer:enforce@shipped");
        Path out = folder.resolve("out");
        Process maven = new ProcessBuilder(command)
                .directory(parent)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertTrue(maven.waitFor(300, TimeUnit.SECONDS), "it ends");
        } finally {
            maven.destroyForcibly();
        }
        String printed = new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
        assertEquals(code, maven.exitValue(), printed);
        return printed;
    }

    @Test
    void aDebugLibraryIsRefusedInOneLine() throws Exception {
        assertTrue(check(1).contains(REFUSAL + System.lineSeparator()));
    }

    @Test
    void theReleaseProfileShipsWhatCargoOptimises() throws Exception {
        assertFalse(check(0, "-Prelease").contains(REFUSAL));
    }

    @Test
    void theCheckComesBeforeTheFirstModuleIsDeployed() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File(parent, "pom.xml"));
        // Within a phase, what is Maven's own runs first, and then the plugins in the order of the POM.
        String deploy = "/project/build/plugins/plugin[artifactId='maven-deploy-plugin']";
        String check = deploy + "/preceding-sibling::plugin[artifactId='maven-enforcer-plugin']"
                + "/executions/execution[id='shipped']/phase";
        XPath xpath = XPathFactory.newInstance().newXPath();
        assertEquals("none", xpath.evaluate(deploy + "/executions/execution[id='default-deploy']/phase", pom));
        assertEquals("deploy", xpath.evaluate(check, pom));
    }
}
