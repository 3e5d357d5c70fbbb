package io.callrec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where null is no value, the exception names the argument: whoever reads the stack trace knows what to set. */
@Timeout(60)
class NullArgumentTest {
    /** Of an address where nobody listens: a call that takes null for a value ends at once. */
    private static final String NOBODY = "https://127.0.0.1:1";
    /** Synthetic. */
    private static final byte[] ROW = "t,,,,,,,,,,,,,\n".getBytes(StandardCharsets.US_ASCII);

    /** Of the parameters that cannot be null. */
    private static final Map<Class<?>, Object> VALUES = new HashMap<>();

    static {
        VALUES.put(int.class, 1);
        VALUES.put(long.class, 1L);
        VALUES.put(boolean.class, false);
    }

    @Test
    void everyPublicMethodNamesTheArgumentThatIsNull() throws IllegalAccessException {
        char[] secret = {'s'};
        List<String> wrong = new ArrayList<>();
        int named = 0;
        try (IpassPortal portal = IpassPortal.builder().baseUrl(NOBODY).credentials("ann", secret).tries(1).build();
                IpassRest rest = IpassRest.builder().baseUrl(NOBODY).key(secret).company("1").tries(1).build();
                BillingFeed feed = BillingFeed.builder().baseUrl(NOBODY).credentials("ann", secret).tries(1).build();
                Getcalls calls = Getcalls.builder().baseUrl(NOBODY).credentials("ann", secret).tries(1).build();
                Reader<IpassCdr> cdrs = Callrec.open(ROW, Report.IPASS_CDR)) {
            for (Object one : Arrays.asList(
                    Callrec.class, FeedCursor.class, BillingFeed.class, portal, rest, feed, calls, cdrs,
                    portal.hostedUsers(), Callrec.decoder(), FeedCursor.firstRun(), new UnifyOptions(),
                    new WriteOptions(), new UnpackLimits(), IpassPortal.builder(), IpassRest.builder(), BillingFeed.builder(),
                    Getcalls.builder(), NewUser.builder(), UserUpdate.builder(), NewGroup.builder(),
                    NewCostCenter.builder(), CostCenterUpdate.builder(), NewRegistrationCode.builder(),
                    RegistrationCodeUpdate.builder())) {
                named += refusals(one, wrong);
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
        assertTrue(named > 100, "only " + named);
    }

    /** Calls what has reference parameters with null for all of them; gives how many methods named one. */
    private static int refusals(Object one, List<String> wrong) throws IllegalAccessException {
        boolean statics = one instanceof Class;
        Class<?> type = statics ? (Class<?>) one : one.getClass();
        Method[] methods = Stream.of(type.getMethods())
                .filter(method -> method.getDeclaringClass().getName().startsWith("io.callrec."))
                .filter(method -> Modifier.isStatic(method.getModifiers()) == statics)
                .filter(method -> Stream.of(method.getParameterTypes()).anyMatch(parameter -> !parameter.isPrimitive()))
                .toArray(Method[]::new);
        int named = 0;
        for (Method method : methods) {
            // A public method of a class that is not, inherited by one that is.
            method.setAccessible(true);
            try {
                method.invoke(statics ? null : one, arguments(method));
            } catch (InvocationTargetException e) {
                Throwable cause = e.getCause();
                boolean names = cause instanceof NullPointerException
                        && cause.getMessage() != null
                        && cause.getMessage().matches("[A-Za-z0-9_]+");
                if (names) {
                    named++;
                } else if (!(cause instanceof CallrecException)) {
                    wrong.add(method + ": " + cause);
                }
            }
        }
        return named;
    }

    private static Object[] arguments(Method method) {
        return Stream.of(method.getParameterTypes()).map(VALUES::get).toArray();
    }
}
