package io.callrec;

import io.callrec.internal.ffi.Library;
import io.callrec.internal.ffi.NativeAccess;
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
    private final boolean forGood;
    private long left;

    /** What was thrown. */
    OutOfMemoryError thrown;

    /** From now on until it is closed; {@code left} accesses go well. */
    FailingAccess(long left, boolean after) {
        this(left, after, false);
    }

    /** As on a heap that stays full: all calls and allocations after that one fail, too. */
    static FailingAccess forGood(long left, boolean after) {
        return new FailingAccess(left, after, true);
    }

    private FailingAccess(long left, boolean after, boolean forGood) {
        this.left = left;
        this.after = after;
        this.forGood = forGood;
        Class<?>[] type = {NativeAccess.class};
        LiveHandles.install((NativeAccess) Proxy.newProxyInstance(NativeAccess.class.getClassLoader(), type, this));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        boolean fails = Thread.currentThread() == thread && (left-- == 0 || failsOn(method));
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

    private boolean failsOn(Method method) {
        return forGood && left < 0 && (method.getName().equals("call") || method.getName().equals("allocate"));
    }

    private OutOfMemoryError fail() {
        thrown = new OutOfMemoryError("as the test wants it");
        return thrown;
    }

    @Override
    public void close() {
        LiveHandles.install(real);
    }
}
