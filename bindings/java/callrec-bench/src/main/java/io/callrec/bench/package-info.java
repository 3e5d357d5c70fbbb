/** Reading a month with callrec, and with what one would write without it. */
package io.callrec.bench;
