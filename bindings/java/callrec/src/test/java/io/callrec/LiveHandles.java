package io.callrec;

import io.callrec.internal.ffi.Library;
import io.callrec.internal.ffi.NativeAccess;
import io.callrec.internal.ffi.Symbol;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * Counts what the library has handed out and not got back: after each call it looks into the memory that the call was
 * given for what it puts out. A handle is told by its highest byte, which is its kind, and which no address has.
 */
final class LiveHandles implements InvocationHandler, AutoCloseable {
    private static final int FIRST_KIND = 0xc1;
    private static final int LAST_KIND = 0xcc;

    private final NativeAccess real = Library.get();
    /** What the border has allocated, with its length. */
    private final Map<Long, Long> rooms = new ConcurrentHashMap<>();
    /** The handles that are open, and which function gave each. */
    private final Map<Long, Symbol> open = new ConcurrentHashMap<>();

    /** How many there were in all. */
    int seen;

    LiveHandles() {
        Class<?>[] type = {NativeAccess.class};
        install((NativeAccess) Proxy.newProxyInstance(NativeAccess.class.getClassLoader(), type, this));
    }

    static void install(NativeAccess access) {
        try {
            Field field = Library.class.getDeclaredField("access");
            field.setAccessible(true);
            field.set(null, access);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            switch (method.getName()) {
                case "allocate":
                    Object address = method.invoke(real, arguments);
                    rooms.put((Long) address, (Long) arguments[0]);
                    return address;
                case "free":
                    rooms.remove((Long) arguments[0]);
                    return method.invoke(real, arguments);
                case "call":
                    return call(method, (Symbol) arguments[0], arguments);
                default:
                    return method.invoke(real, arguments);
            }
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Object call(Method method, Symbol symbol, Object[] arguments) throws Exception {
        long[] given = (long[]) arguments[1];
        long[] before = words(given);
        Object status = method.invoke(real, arguments);
        if (symbol.name().endsWith("_FREE")) {
            open.remove(given[0]);
            return status;
        }
        long[] after = words(given);
        for (int i = 0; i < given.length; i++) {
            // What was there before is an argument.
            if (after[i] != before[i]) {
                look(symbol, after[i]);
            }
        }
        return status;
    }

    /** What stands where the arguments point to that have room for a word. */
    private long[] words(long[] arguments) {
        return LongStream.of(arguments)
                .map(one -> rooms.getOrDefault(one, 0L) == Long.BYTES ? real.getLong(one) : 0)
                .toArray();
    }

    private void look(Symbol symbol, long word) {
        long kind = word >>> (Long.SIZE - Byte.SIZE);
        if (kind >= FIRST_KIND && kind <= LAST_KIND && open.put(word, symbol) == null) {
            seen++;
        }
    }

    /** The functions whose handles nobody has freed. */
    Set<Symbol> left() {
        return new TreeSet<>(open.values());
    }

    @Override
    public void close() {
        install(real);
    }
}
