package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** What is published, of the module that Maven has just packaged: its POM as Maven Central wants it, and its three jars. */
class PackagedTest {
    private static final int JAVA_9 = 53;

    private final File module = new File(System.getProperty("callrec.module"));
    private final String artifact = System.getProperty("callrec.artifact");
    private final XPath xpath = XPathFactory.newInstance().newXPath();

    private static Document read(File pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom);
    }

    private String of(Document pom, String path) throws Exception {
        return xpath.evaluate("/project/" + path, pom).trim();
    }

    @Test
    void thePomIsWhatMavenCentralWants() throws Exception {
        Document own = read(new File(module, "pom.xml"));
        Document parent = read(new File(module, "../pom.xml"));
        for (String each : new String[] {"artifactId", "name", "description"}) {
            assertFalse(of(own, each).isEmpty(), each);
            assertFalse(of(parent, each).isEmpty(), "the parent's " + each);
        }
        assertEquals("io.callrec", of(parent, "groupId"));
        assertEquals("io.callrec", of(own, "parent/groupId"));
        assertEquals(of(parent, "version"), of(own, "parent/version"));
        assertFalse(of(parent, "version").endsWith("SNAPSHOT"));
        // These a module may inherit, and all do.
        for (String each : new String[] {
            "url",
            "licenses/license[1]/name",
            "licenses/license[1]/url",
            "licenses/license[2]/name",
            "licenses/license[2]/url",
            "developers/developer/name",
            "developers/developer/organization",
            "developers/developer/organizationUrl",
            "scm/url",
            "scm/connection",
            "scm/developerConnection"
        }) {
            assertFalse(of(parent, each).isEmpty(), each);
        }
        // Else Maven appends the module's name to them, and nothing is there.
        for (String each : new String[] {"child.project.url", "scm/@child.scm.url", "scm/@child.scm.connection",
            "scm/@child.scm.developerConnection"}) {
            String attribute = (each.startsWith("scm") ? "" : "@") + each + ".inherit.append.path";
            assertEquals("false", of(parent, attribute), attribute);
        }
        assertTrue(of(own, "repositories").isEmpty(), "no repository but Central is needed");
        assertTrue(of(own, "dependencies/dependency[scope='system']").isEmpty());
    }

    @Test
    void theJarIsAModuleWithItsLicences() throws IOException {
        try (JarFile jar = new JarFile(artifact + ".jar")) {
            JarEntry descriptor = jar.getJarEntry("module-info.class");
            assertNotNull(descriptor, "module-info.class");
            try (DataInputStream in = new DataInputStream(jar.getInputStream(descriptor))) {
                in.readInt();
                in.readUnsignedShort();
                assertEquals(JAVA_9, in.readUnsignedShort());
            }
            for (String licence : new String[] {"LICENSE", "LICENSE-MIT", "LICENSE-APACHE"}) {
                assertNotNull(jar.getEntry("META-INF/" + licence), licence);
            }
            assertEquals(
                    System.getProperty("callrec.version"),
                    jar.getManifest().getMainAttributes().getValue("Implementation-Version"));
            String provider = "META-INF/services/io.callrec.internal.ffi.NativeProvider";
            assertNotNull(jar.getEntry(provider), provider);
        }
    }

    @Test
    void theNativeLibraryIsInTheJarOfTheApiOnly() throws IOException {
        try (JarFile jar = new JarFile(artifact + ".jar")) {
            long libraries = jar.stream().filter(entry -> entry.getName().endsWith("/libcallrec.so")).count();
            assertEquals(module.getName().equals("callrec") ? 1 : 0, libraries);
        }
    }

    @Test
    void sourcesAndJavadocAreBesideIt() throws IOException {
        String source = module.getName().equals("callrec") ? "io/callrec/Reader.java" : "io/callrec/ffm/FfmProvider.java";
        try (JarFile jar = new JarFile(artifact + "-sources.jar")) {
            assertNotNull(jar.getEntry(source), source);
        }
        try (JarFile jar = new JarFile(artifact + "-javadoc.jar")) {
            assertNotNull(jar.getEntry("index.html"), "index.html");
            assertNotNull(jar.getEntry(source.replace(".java", ".html")), source);
        }
    }
}
