package io.callrec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** Of the parameters that are not the one looked at; of an enum the first. */
    private static final Map<Class<?>, Object> VALUES = new HashMap<>();

    static {
        VALUES.put(int.class, 1);
        VALUES.put(long.class, 1L);
        VALUES.put(boolean.class, false);
        VALUES.put(String.class, "1");
        VALUES.put(Object.class, "1");
        VALUES.put(char[].class, new char[] {'s'});
        VALUES.put(byte[].class, ROW);
        VALUES.put(List.class, Collections.singletonList("1"));
        VALUES.put(Map.class, Collections.emptyMap());
        VALUES.put(Path.class, Paths.get("never-written.csv"));
        VALUES.put(Duration.class, Duration.ofSeconds(1));
        VALUES.put(YearMonth.class, YearMonth.of(2026, 9));
        VALUES.put(LocalDate.class, LocalDate.of(2026, 9, 7));
        VALUES.put(ZoneId.class, ZoneOffset.UTC);
        VALUES.put(Currency.class, Currency.getInstance("EUR"));
        VALUES.put(Report.class, Report.IPASS_CDR);
        VALUES.put(FeedCursor.class, FeedCursor.after(1));
        VALUES.put(WriteOptions.class, new WriteOptions());
        VALUES.put(UnifyOptions.class, new UnifyOptions());
        VALUES.put(UnpackLimits.class, new UnpackLimits());
        VALUES.put(NewUser.class, NewUser.builder().build());
        VALUES.put(UserUpdate.class, UserUpdate.builder().build());
        VALUES.put(NewGroup.class, NewGroup.builder().build());
        VALUES.put(NewCostCenter.class, NewCostCenter.builder().build());
        VALUES.put(CostCenterUpdate.class, CostCenterUpdate.builder().build());
        VALUES.put(NewRegistrationCode.class, NewRegistrationCode.builder().build());
        VALUES.put(RegistrationCodeUpdate.class, RegistrationCodeUpdate.builder().build());
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

    /** Calls what has reference parameters with null for one after the other; gives how many were named. */
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
            Class<?>[] types = method.getParameterTypes();
            for (int i = 0; i < types.length; i++) {
                Object[] arguments = Stream.of(types).map(NullArgumentTest::value).toArray();
                if (!types[i].isPrimitive()) {
                    arguments[i] = null;
                    named += refuses(method, statics ? null : one, arguments, wrong) ? 1 : 0;
                }
                if (types[i] == List.class) {
                    arguments[i] = Arrays.asList("1", null);
                    named += refuses(method, statics ? null : one, arguments, wrong) ? 1 : 0;
                }
            }
        }
        return named;
    }

    private static boolean refuses(Method method, Object one, Object[] arguments, List<String> wrong)
            throws IllegalAccessException {
        try {
            method.invoke(one, arguments);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            boolean names = cause instanceof NullPointerException
                    && cause.getMessage() != null
                    && cause.getMessage().matches("[A-Za-z0-9_]+");
            // Where null is a value the call goes on, to nobody; a list of nothing is none.
            boolean value = cause instanceof CallrecException
                    && ((CallrecException) cause).kind() != ErrorKind.INVALID_ARGUMENT;
            if (!names && !value) {
                wrong.add(method + Arrays.deepToString(arguments) + ": " + cause);
            }
            return names;
        }
        return false;
    }

    private static Object value(Class<?> type) {
        Object value = type.isEnum() ? type.getEnumConstants()[0] : VALUES.get(type);
        return Objects.requireNonNull(value, () -> "this test knows no value of " + type);
    }
}
