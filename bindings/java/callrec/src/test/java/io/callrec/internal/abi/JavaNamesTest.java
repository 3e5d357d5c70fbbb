package io.callrec.internal.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.callrec.BillingFeed;
import io.callrec.CostCenterUpdate;
import io.callrec.Decoder;
import io.callrec.Getcalls;
import io.callrec.IpassPortal;
import io.callrec.IpassRest;
import io.callrec.NewCostCenter;
import io.callrec.NewGroup;
import io.callrec.NewRegistrationCode;
import io.callrec.NewUser;
import io.callrec.RegistrationCodeUpdate;
import io.callrec.UnifyOptions;
import io.callrec.UnpackLimits;
import io.callrec.UserUpdate;
import io.callrec.WriteOptions;
import io.callrec.internal.ffi.Symbol;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the library calls by its name in the header has its name in Java, and Java has what is named. */
class JavaNamesTest {
    private static final Pattern IDENTIFIER = Pattern.compile("\\bcallrec_[a-z0-9_]+");
    private static final Pattern SIZED = Pattern.compile("(?s)typedef struct (callrec_\\w+) \\{(.*?)\\} \\1;");
    private static final Pattern FIELD = Pattern.compile("(\\w+);");
    private static final Set<String> METHODS = Stream.of(
                    BillingFeed.Builder.class, Getcalls.Builder.class, IpassPortal.Builder.class,
                    IpassRest.Builder.class, Decoder.class, UnifyOptions.class, UnpackLimits.class, WriteOptions.class,
                    NewUser.Builder.class, UserUpdate.Builder.class, NewGroup.Builder.class,
                    NewCostCenter.Builder.class, CostCenterUpdate.Builder.class, NewRegistrationCode.Builder.class,
                    RegistrationCodeUpdate.Builder.class, BillingFeed.class, IpassRest.class)
            .flatMap(type -> Stream.of(type.getMethods()))
            .map(Method::getName)
            .collect(Collectors.toSet());

    private static String header() throws IOException {
        byte[] bytes = Files.readAllBytes(Paths.get(System.getProperty("callrec.root"), "include/callrec.h"));
        return new String(bytes, StandardCharsets.UTF_8).replaceAll("(?s)/\\*.*?\\*/", "");
    }

    private static Set<String> identifiers() throws IOException {
        Set<String> all = new TreeSet<>();
        Matcher found = IDENTIFIER.matcher(header());
        while (found.find()) {
            all.add(found.group());
        }
        assertTrue(all.size() > 200, all::toString);
        return all;
    }

    @Test
    void everyFunctionAndStructOfTheHeaderIsWhatJavaHas() throws Exception {
        for (String name : identifiers()) {
            String said = JavaNames.in(name + ": it is closed; call " + name + " first");
            assertFalse(said.contains("callrec_"), said);
            String java = said.substring(0, said.indexOf(": "));
            assertEquals(java + ": it is closed; call " + java + " first", said);
            if (!java.equals("libcallrec")) {
                assertThere(name, java);
            }
        }
    }

    /** That Java has the type, or the type's method. */
    private static void assertThere(String name, String java) throws ClassNotFoundException {
        int dot = java.lastIndexOf('.');
        boolean method = dot >= 0 && Character.isLowerCase(java.charAt(dot + 1));
        String type = "io.callrec." + (method ? java.substring(0, dot) : java).replace('.', '$');
        Class<?> found = Class.forName(type);
        assertTrue(Modifier.isPublic(found.getModifiers()), () -> name + ": " + java);
        assertTrue(
                !method || Stream.of(found.getMethods()).anyMatch(one -> one.getName().equals(java.substring(dot + 1))),
                () -> name + ": no " + java);
    }

    @Test
    void everyFunctionThatJavaCallsHasALikeInJava() {
        for (Symbol symbol : Symbol.values()) {
            String java = JavaNames.in(symbol.function());
            assertTrue(!java.equals("libcallrec") || symbol.name().startsWith("BATCH_"), symbol.function());
        }
    }

    @Test
    void everyOptionIsTheMethodThatSetsIt() throws IOException {
        Matcher struct = SIZED.matcher(header());
        int options = 0;
        while (struct.find()) {
            if (!header().contains(struct.group(1) + "_init(")) {
                continue;
            }
            Matcher field = FIELD.matcher(struct.group(2));
            while (field.find()) {
                String name = field.group(1);
                if (name.contains("_") && !name.endsWith("_length") && !name.startsWith("reserved")) {
                    options++;
                    String said = JavaNames.in("the option " + name + " cannot be 7; set " + name + ", or leave it");
                    assertFalse(said.contains("_"), said);
                    assertTrue(METHODS.contains(said.split(" ")[2]), said);
                    assertEquals(said.split(" ")[2], JavaNames.option(name));
                }
            }
        }
        assertTrue(options > 40, options + " options");
    }

    @Test
    void whatTheCoreSaysIsSaidInJavasWords() {
        assertEquals(
                "say allowPlainHttp if the network is trusted",
                JavaNames.in("say allow_plain_http if the network is trusted"));
        assertEquals(
                "set baseUrl, or CALLREC_GETCALLS_URL", JavaNames.in("set base_url, or CALLREC_GETCALLS_URL"));
        assertEquals(
                "leave companyId out, or use withCompany for that company",
                JavaNames.in("leave company_id out, or use with_company for that company"));
        assertEquals("or raise recordBytes", JavaNames.in("or raise limits.record_bytes"));
        assertEquals("name the host with recordingHost", JavaNames.in("name the host with allow_recording_host"));
        assertEquals("call firstPage if that is wanted", JavaNames.in("call first_page if that is wanted"));
        assertEquals(
                "call the Reader.next of what it reads",
                JavaNames.in("call the callrec_reader_next_... of what it reads"));
    }

    @Test
    void aHintNamesTheEnvironmentThatABuilderLooksAt() {
        assertEquals("set baseUrl, or CALLREC_GETCALLS_URL", JavaNames.hint("getcalls", "set base_url"));
        String credentials = "set credentials, or CALLREC_IPASS_PORTAL_USERNAME and …_PASSWORD";
        assertEquals(credentials, JavaNames.hint("ipass-portal", "set username and password"));
        assertEquals(credentials, JavaNames.hint("ipass-portal", credentials));
        assertEquals(
                "call BillingFeed.firstPage if that is wanted",
                JavaNames.hint("billing-feed", "call callrec_billing_feed_first_page if that is wanted"));
        assertEquals("", JavaNames.hint(null, null));
    }

    @Test
    void whatIsNotOursStaysAsItIs() {
        for (String text : new String[] {
            "cannot open /data/callrec_reader_free/page_limit.csv",
            "cannot open page_limit.csv",
            "no report is named \"base_url\"",
            "http://host/users?page_limit=3",
            "line 3, column department_code: not a number",
            "callrec_2026 and callrec_reader are two words, my_page_limit one",
            "unify: companies holds no call records; unify ipass_cdr, billing_feed or getcalls",
            "ipass-portal monthly_cdr: HTTP 503; try again later",
        }) {
            assertEquals(text.replace("callrec_reader are", "Reader are"), JavaNames.in(text));
        }
        assertEquals(
                "HTTP 500: set page_limit; set pageLimit",
                JavaNames.around("set page_limit", "HTTP 500: set page_limit; set page_limit"));
        assertNull(JavaNames.in(null));
        assertNull(JavaNames.around("x", null));
    }
}
