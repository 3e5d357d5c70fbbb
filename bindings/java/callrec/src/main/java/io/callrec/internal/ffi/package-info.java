/**
 * The border to native code. All that differs between the ways into libcallrec is behind {@link
 * io.callrec.internal.ffi.NativeAccess}: calling a function of {@code include/callrec.h}, and reading and writing
 * native memory. Whatever is known of structs and functions stands above it, once. Not part of the API: it changes
 * without notice.
 */
package io.callrec.internal.ffi;
