/**
 * The way into libcallrec by {@code java.lang.foreign}: downcalls only, so no native thread ever enters the JVM. Not
 * part of the API: it changes without notice.
 */
package io.callrec.ffm;
