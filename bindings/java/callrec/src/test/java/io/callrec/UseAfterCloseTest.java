package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every public method of everything that can be closed, once it is closed: {@link IllegalStateException}, or an answer
 * that needs nothing native. Found by reflection, so that a method that is added is looked at too.
 */
class UseAfterCloseTest {
    private static final YearMonth MONTH = YearMonth.of(2026, 9);

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "50");

    /** What can be asked, or does nothing, after close. All else is an error. */
    private static final Set<String> HARMLESS = new HashSet<>(Arrays.asList(
            "close", "cancel", "toString", "report", "iterator", "spliterator", "stream", "accounting", "progress",
            "bytesRead", "proof", "totalBytes", "kind"));

    private static final Map<Class<?>, Object> SAMPLES = new HashMap<>();

    static {
        SAMPLES.put(String.class, "1");
        SAMPLES.put(int.class, 1);
        SAMPLES.put(long.class, 1L);
        SAMPLES.put(List.class, Collections.singletonList("1"));
        SAMPLES.put(Path.class, Paths.get("never-written.csv"));
        SAMPLES.put(YearMonth.class, MONTH);
        SAMPLES.put(LocalDate.class, MONTH.atDay(1));
        SAMPLES.put(FanOutOrder.class, FanOutOrder.IN_ORDER);
        SAMPLES.put(FeedCursor.class, FeedCursor.firstRun());
        SAMPLES.put(WriteOptions.class, new WriteOptions());
        SAMPLES.put(UnifyOptions.class, new UnifyOptions());
        SAMPLES.put(NewUser.class, NewUser.builder().build());
        SAMPLES.put(UserUpdate.class, UserUpdate.builder().build());
        SAMPLES.put(NewCostCenter.class, NewCostCenter.builder().build());
        SAMPLES.put(CostCenterUpdate.class, CostCenterUpdate.builder().build());
        SAMPLES.put(NewGroup.class, NewGroup.builder().build());
        SAMPLES.put(NewRegistrationCode.class, NewRegistrationCode.builder().build());
        SAMPLES.put(RegistrationCodeUpdate.class, RegistrationCodeUpdate.builder().build());
    }

    @TestFactory
    Stream<DynamicTest> methods() {
        Map<String, Object> closed = closed();
        return closed.entrySet().stream().flatMap(one -> tests(one.getKey(), one.getValue()));
    }

    /** One of each, closed, by a name for people. */
    private static Map<String, Object> closed() {
        Map<String, Object> closed = new LinkedHashMap<>();
        String company = SIMULATOR.get().company();
        IpassPortal portal = SIMULATOR.get().portal();
        IpassPortal dryPortal = portal.dryRun();
        IpassRest rest = SIMULATOR.get().rest();
        IpassRest dryRest = rest.dryRun();
        IpassRest other = rest.withCompany(company);
        BillingFeed feed = SIMULATOR.get().feed();
        Getcalls getcalls = SIMULATOR.get().getcalls();
        closed.put("IpassPortal", portal);
        closed.put("IpassPortal.dryRun", dryPortal);
        closed.put("HostedUsers", portal.hostedUsers());
        closed.put("IpassRest", rest);
        closed.put("IpassRest.dryRun", dryRest);
        closed.put("IpassRest.withCompany", other);
        closed.put("BillingFeed", feed);
        closed.put("Getcalls", getcalls);
        closed.put("Reader", portal.monthlyCdr(company, MONTH));
        closed.put("Reader.unify", portal.monthlyCdr(company, MONTH).unify(new UnifyOptions()));
        closed.put("FanOut", portal.dailyCdrOfMonth(company, MONTH));
        closed.put("Document", rest.customReport(MONTH, "1"));
        closed.values().stream().filter(AutoCloseable.class::isInstance).forEach(one -> close((AutoCloseable) one));
        return closed;
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
            one.close();
        } catch (Exception e) {
            throw new AssertionError(one + " cannot be closed twice", e);
        }
    }

    private static Stream<DynamicTest> tests(String name, Object closed) {
        List<Method> methods = Arrays.stream(closed.getClass().getMethods())
                .filter(method -> method.getDeclaringClass().getPackage() == Callrec.class.getPackage())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                .collect(Collectors.toList());
        assertFalse(methods.isEmpty(), name);
        return methods.stream().map(method -> DynamicTest.dynamicTest(
                name + "." + method.getName() + Arrays.toString(method.getParameterTypes()), () -> check(name, closed, method)));
    }

    private static void check(String name, Object closed, Method method) throws Exception {
        Object[] arguments = Arrays.stream(method.getParameterTypes()).map(UseAfterCloseTest::sample).toArray();
        Class<?> thrown = null;
        try {
            method.invoke(closed, arguments);
        } catch (InvocationTargetException e) {
            thrown = e.getCause().getClass();
        }
        Class<?> wanted = HARMLESS.contains(method.getName()) ? null : IllegalStateException.class;
        assertEquals(wanted, thrown, () -> name + ": " + method);
    }

    private static Object sample(Class<?> type) {
        Object value = SAMPLES.get(type);
        assertNotNull(value, () -> "this test knows no value of " + type);
        return value;
    }
}
