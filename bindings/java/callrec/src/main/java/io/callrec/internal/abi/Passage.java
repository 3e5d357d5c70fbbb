package io.callrec.internal.abi;

import io.callrec.CallrecException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The way of what the library hands on once and never again. What an error, such as an {@link OutOfMemoryError}, keeps
 * from arriving is lost, and the rest alone would pass for the whole: so nothing more comes after it.
 */
final class Passage {
    private final String remedy;
    // Kept apart, since nothing can be made of them when memory has just run out.
    private volatile String what;
    private volatile Throwable cause;

    /** {@code remedy} is what to do after a loss. */
    Passage(String remedy) {
        this.remedy = remedy;
    }

    /** One thing on its way. One thread. */
    static final class Item {
        private boolean handedOn;

        /** Makes the call from which on the thing is lost unless it arrives; a refusal hands nothing on. */
        boolean ask(BooleanSupplier call) {
            boolean before = handedOn;
            handedOn = true;
            try {
                boolean more = call.getAsBoolean();
                handedOn = before || more;
                return more;
            } catch (CallrecException | IllegalStateException e) {
                handedOn = before;
                throw e;
            }
        }
    }

    /** Brings one thing over; {@code name} is what is lost if it does not arrive. */
    <R> R bring(String name, Function<Item, R> fetch) {
        requireNothingLost();
        Item item = new Item();
        try {
            return fetch.apply(item);
        } catch (RuntimeException | Error e) {
            if (item.handedOn) {
                cause = e;
                what = name;
            }
            throw e;
        }
    }

    /** Whether something is lost. */
    boolean isBroken() {
        return what != null;
    }

    void requireNothingLost() {
        String lost = what;
        if (lost != null) {
            throw new IllegalStateException(lost + " was lost to " + cause + "; " + remedy, cause);
        }
    }
}
