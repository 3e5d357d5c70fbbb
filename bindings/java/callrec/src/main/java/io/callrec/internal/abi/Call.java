package io.callrec.internal.abi;

import io.callrec.CallrecException;
import io.callrec.internal.ErrorFacts;
import io.callrec.internal.ffi.NativeAccess;
import io.callrec.internal.ffi.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One call of a function of the header: its arguments in their order, the memory that they are in, and the error that
 * every function takes last. What it has put out is read before it is closed. One thread.
 */
final class Call implements AutoCloseable {
    /** {@code CALLREC_NTS}: a text that is not set. */
    private static final long NOT_SET = -1;

    private final Symbol symbol;
    private final Scope scope;
    private final NativeAccess access;
    private final long[] arguments;
    private final long[] outputs = new long[4];
    /** Those that the outputs of the same index are taken by; null for one that is no handle. */
    private final Held[] holders = new Held[outputs.length];
    private final Held error = new Held(Symbol.ERROR_FREE);
    private final List<Held> cursors = new ArrayList<>(0);
    private int given;
    private int awaited;
    /** The handles were put out, and not all are with their holders. */
    private boolean owed;
    /** How many arguments of an operation, as Java counts them. */
    private int taken;

    Call(Symbol symbol) {
        this.symbol = symbol;
        this.scope = new Scope(symbol);
        this.access = scope.access;
        this.arguments = new long[symbol.arguments().length()];
    }

    /** A handle, an address or a number. */
    Call number(long value) {
        arguments[given++] = value;
        return this;
    }

    /** A text and its length; null for one that is not set. */
    Call text(String text) {
        if (text == null) {
            return number(0).number(NOT_SET);
        }
        if (Scope.isBroken(text)) {
            throw scope.refuse(taken == 0 ? "the text" : "argument " + taken);
        }
        long pair = scope.room(Layouts.TEXT.size());
        scope.text(pair, text);
        return number(access.getLong(pair)).number(access.getLong(pair + Long.BYTES));
    }

    /** Bytes and their length. */
    Call bytes(byte[] bytes) {
        return number(scope.bytes(bytes, 0, bytes.length)).number(bytes.length);
    }

    /** Texts and their number. */
    Call texts(List<String> texts) {
        return number(scope.texts(texts)).number(texts.size());
    }

    /** An array of handles, without their number. */
    Call handles(long[] handles) {
        return number(scope.handles(handles));
    }

    /** The handle of a cursor of that text, which is freed with the call. */
    long parsed(String text) {
        Held cursor = NativeCursor.room();
        cursors.add(cursor);
        NativeCursor.parse(text, cursor);
        return cursor.handle();
    }

    /** A struct; null for the defaults. */
    Call struct(Fields fields) {
        return number(fields == null ? 0 : fields.write(scope));
    }

    /** By its type, what an operation takes; null is a text that is not set. */
    Call argument(Object value) {
        taken++;
        if (value == null || value instanceof String) {
            return text((String) value);
        }
        if (value instanceof Number) {
            return number(((Number) value).longValue());
        }
        if (value instanceof Fields) {
            return struct((Fields) value);
        }
        if (value instanceof NativeCursor) {
            return number(parsed(((NativeCursor) value).text));
        }
        for (Object text : (List<?>) value) {
            if (!(text instanceof String)) {
                throw new IllegalArgumentException(symbol + " takes no " + text);
            }
            if (Scope.isBroken((String) text)) {
                throw scope.refuse("a text of argument " + taken);
            }
        }
        @SuppressWarnings("unchecked")
        List<String> texts = (List<String>) value;
        return texts(texts);
    }

    /** Room of a word for an address or a number that the function puts out. */
    Call output() {
        return output(Long.BYTES);
    }

    /** The same for a handle, which is the holder's once the call was made. */
    Call output(Held holder) {
        holders[awaited] = holder;
        return output();
    }

    /** Room for a struct that the function puts out. */
    Call output(int bytes) {
        outputs[awaited] = scope.room(bytes);
        return number(outputs[awaited++]);
    }

    /** Makes the call. Throws what the status says, unless it is success. */
    Call check() {
        more(Status.OK);
        return this;
    }

    /** Makes the call as {@link #check()} does; true. */
    boolean done() {
        check();
        return true;
    }

    /** Makes the call; false for the end, true for success; throws otherwise. */
    boolean more() {
        return more(Status.END);
    }

    private boolean more(int end) {
        output(error);
        requireComplete();
        owed = true;
        int status = (int) access.call(symbol, arguments);
        hand();
        if (status != Status.OK && status != end) {
            throw failure(status);
        }
        return status == Status.OK;
    }

    /** Gives the handles that were put out to their holders. */
    private void hand() {
        for (int i = 0; owed && i < awaited; i++) {
            if (holders[i] != null) {
                holders[i].take(access.getLong(outputs[i]));
            }
        }
        owed = false;
    }

    /** Makes the call where a failure is of no interest; whether it succeeded. */
    boolean succeeds() {
        number(0);
        requireComplete();
        return access.call(symbol, arguments) == Status.OK;
    }

    private void requireComplete() {
        if (given != arguments.length) {
            throw new IllegalStateException(symbol + " takes more than " + Arrays.toString(arguments));
        }
    }

    /** The address or number that the call put out. */
    long word() {
        return word(0);
    }

    /** The address or number that the call put out as the output of that index. */
    long word(int index) {
        return access.getLong(outputs[index]);
    }

    /** The {@code int32_t} that it put out. */
    int int32() {
        return access.getInt(outputs[0]);
    }

    /** The struct that it put out. */
    Lent struct(Layout layout) {
        return new Lent(access, layout, outputs[0]);
    }

    /** The text that it lends. */
    String text() {
        return Lent.text(access, outputs[0]);
    }

    /** The struct that it lends. */
    Lent lent(Layout layout) {
        return new Lent(access, layout, word());
    }

    private RuntimeException failure(int status) {
        ErrorFacts facts = ErrorReader.read(access, status, error.handle());
        switch (status) {
            case Status.INVALID_HANDLE:
                return new IllegalStateException("it is closed");
            case Status.BUSY:
                return new IllegalStateException("another thread is inside a call on it");
            case Status.CLOSED:
                return new IllegalStateException(facts.message);
            default:
                return new CallrecException(facts);
        }
    }

    @Override
    public void close() {
        // An error may have come between the call and this, and one thing that fails keeps no other from being freed.
        try (Scope memory = scope; Held failure = error) {
            hand();
        } finally {
            cursors.forEach(Held::close);
        }
    }
}
