package io.callrec;

import io.callrec.internal.ffi.Library;
import io.callrec.internal.ffi.NativeAccess;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Lets one access of this thread to the library or its memory end with an {@link OutOfMemoryError}, before it is made
 * or after it, as a full heap may at any of them.
 */
final class FailingAccess implements InvocationHandler, AutoCloseable {
    private final NativeAccess real = Library.get();
    private final Thread thread = Thread.currentThread();
    private final boolean after;
    private long left;

    /** What was thrown. */
    OutOfMemoryError thrown;

    /** From now on until it is closed; {@code left} accesses go well. */
    FailingAccess(long left, boolean after) {
        this.left = left;
        this.after = after;
        Class<?>[] type = {NativeAccess.class};
        install((NativeAccess) Proxy.newProxyInstance(NativeAccess.class.getClassLoader(), type, this));
    }

    private static void install(NativeAccess access) {
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
        boolean fails = Thread.currentThread() == thread && left-- == 0;
        if (fails && !after) {
            throw fail();
        }
        Object result;
        try {
            result = method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (fails) {
            throw fail();
        }
        return result;
    }

    private OutOfMemoryError fail() {
        thrown = new OutOfMemoryError("as the test wants it");
        return thrown;
    }

    @Override
    public void close() {
        install(real);
    }
}
