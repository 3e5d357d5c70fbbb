package io.callrec.internal;

import io.callrec.CallrecException;
import io.callrec.ErrorKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs a native call that cannot be cancelled on a thread of its own, so that the caller's thread can be interrupted. A
 * call that was left is disposed of when it comes back, at the latest by the client's limits in time.
 */
public final class DetachedCall {
    private static final int KEEP_IDLE_S = 5;
    private static final Executor THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, KEEP_IDLE_S, TimeUnit.SECONDS, new SynchronousQueue<>(), DetachedCall::daemon);

    private DetachedCall() {}

    /**
     * Runs a call and waits for it.
     *
     * @param operation what is called, for the error
     * @param call the call
     * @param dispose takes a result that nobody waits for any more
     * @param <R> what the call gives
     * @return what the call gives
     * @throws CallrecException what the call throws, or {@link ErrorKind#CANCELLED} when this thread is interrupted,
     *     whose flag is then set
     */
    public static <R> R run(String operation, Supplier<R> call, Consumer<R> dispose) {
        if (Thread.currentThread().isInterrupted()) {
            throw cancelled(operation);
        }
        CompletableFuture<R> result = CompletableFuture.supplyAsync(call, THREADS);
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.thenAccept(dispose);
            throw cancelled(operation);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            // Where the caller called is worth more than where the helping thread stood.
            cause.fillInStackTrace();
            if (cause instanceof Error) {
                throw (Error) cause;
            }
            throw (RuntimeException) cause;
        }
    }

    private static CallrecException cancelled(String operation) {
        String hint = "start again when wanted";
        ErrorFacts facts = new ErrorFacts(
                ErrorKind.CANCELLED, "ipass-portal " + operation + ": the waiting thread was interrupted; " + hint);
        facts.provider = "ipass-portal";
        facts.operation = operation;
        facts.hint = hint;
        return new CallrecException(facts);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "callrec-call");
        thread.setDaemon(true);
        return thread;
    }
}
