/**
 * What Java knows of {@code include/callrec.h}: how its structs lie in memory, how its functions are called, and who
 * releases what. Written once, over {@link io.callrec.internal.ffi}. Not part of the API: it changes without notice.
 */
package io.callrec.internal.abi;
