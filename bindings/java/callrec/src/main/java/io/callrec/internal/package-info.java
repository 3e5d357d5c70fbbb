/**
 * What lies between the API and the native library. Not part of the API: it changes without notice.
 *
 * <p>{@link io.callrec.internal.Backend} is the border: all that is native is behind it, so that another way into the
 * library needs no other API.
 */
package io.callrec.internal;
