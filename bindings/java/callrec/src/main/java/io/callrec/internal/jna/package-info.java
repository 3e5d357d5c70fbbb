/**
 * The way into libcallrec by JNA, over {@code include/callrec.h} and nothing else: downcalls only, so no native thread
 * ever enters the JVM. Not part of the API: it changes without notice.
 */
package io.callrec.internal.jna;
