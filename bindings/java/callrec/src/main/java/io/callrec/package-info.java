/**
 * Call detail records from provider systems, typed and complete, inside your own process.
 *
 * <p>{@link io.callrec.IpassPortal} downloads reports, {@link io.callrec.Callrec#open} decodes files. Either gives a
 * {@link io.callrec.Reader} of records: an iterator that is to be closed. Money is {@link java.math.BigDecimal}, an
 * instant {@link java.time.Instant}, a time whose zone is not known {@link java.time.LocalDateTime}; a value that the
 * provider did not give is an empty {@link java.util.Optional}. What fails is a {@link io.callrec.CallrecException}
 * with a kind.
 *
 * <p>The work is done by the native library libcallrec, which never calls back into the JVM: no native thread attaches
 * to it, and it exits when main ends.
 */
package io.callrec;
