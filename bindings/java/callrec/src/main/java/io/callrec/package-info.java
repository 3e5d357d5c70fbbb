/**
 * Call detail records from provider systems, typed and complete, inside your own process.
 *
 * <p>{@link io.callrec.IpassPortal}, {@link io.callrec.IpassRest}, {@link io.callrec.BillingFeed} and
 * {@link io.callrec.Getcalls} are clients of the systems; {@link io.callrec.Callrec#open} decodes files. They give a
 * {@link io.callrec.Reader} of records: an iterator that is to be closed. Many reports at once are a
 * {@link io.callrec.FanOut}, opaque ones a {@link io.callrec.Document}; what became of a write is an
 * {@link io.callrec.Outcome}. Money is {@link java.math.BigDecimal}, an
 * instant {@link java.time.Instant}, a time whose zone is not known {@link java.time.LocalDateTime}; a value that the
 * provider did not give is an empty {@link java.util.Optional}. What fails is a {@link io.callrec.CallrecException}
 * with a kind.
 *
 * <p>An argument that is null is a {@link java.lang.NullPointerException} unless its method says what null stands
 * for. No method gives null unless it says so. Methods of clients may be called by any thread at any time; builders and
 * options are for one thread.
 *
 * <p>Interrupting a thread that waits ends its call with {@link io.callrec.ErrorKind#CANCELLED} and leaves the
 * interrupt flag set: a reader, document or fan-out that it waits in is cancelled for good, a call of a client by
 * itself, so that other calls of that client go on. A write may have been carried out then. No interrupt ends
 * {@link io.callrec.Callrec#unpack}, nor a wait for whoever writes to a pipe that was given to {@link
 * io.callrec.Callrec#open} as a file.
 *
 * <p>The work is done by the native library libcallrec, which never calls back into the JVM: no native thread attaches
 * to it, and it exits when main ends.
 */
package io.callrec;
