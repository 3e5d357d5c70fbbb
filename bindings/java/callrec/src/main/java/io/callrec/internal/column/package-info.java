/** Columns of a batch on the Java heap. Not part of the API: it changes without notice. */
package io.callrec.internal.column;
