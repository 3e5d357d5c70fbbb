/**
 * What lies between the API and the native library. Not part of the API: it changes without notice.
 *
 * <p>{@code internal.ffi} is the border to native code, {@code internal.jna} one way over it, {@code internal.abi} what
 * is known of the header, {@code internal.column} the columns of a batch on the Java heap.
 */
package io.callrec.internal;
