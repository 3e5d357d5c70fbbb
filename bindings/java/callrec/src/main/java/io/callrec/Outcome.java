package io.callrec;

import io.callrec.internal.abi.NativeOutcome;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of an operation with effects, or of looking for an object. Immutable, and independent of its client.
 *
 * <p>A write whose answer was lost is no outcome but {@link ErrorKind#AMBIGUOUS}: it is never sent again by itself, and
 * the {@code reconcile} methods of {@link IpassRest} look.
 */
public final class Outcome {
    private final NativeOutcome outcome;

    Outcome(NativeOutcome outcome) {
        this.outcome = outcome;
    }

    /**
     * What became of it.
     *
     * @return the state
     */
    public OutcomeState state() {
        return OutcomeState.ofCode(outcome.state);
    }

    /**
     * Whether it was carried out, rather than only {@linkplain #planned() planned}. What only looks, {@link
     * IpassRest#findUser} and the {@code reconcile} methods, looks on a client for dry runs too: its outcome gives true
     * there, though nothing was sent that may change something.
     *
     * @return false for a write of a client for dry runs, true for all else
     */
    public boolean wasSent() {
        return state() != OutcomeState.PLANNED;
    }

    /**
     * The operation.
     *
     * @return its name in snake case, as in {@code create_user}
     */
    public String operation() {
        return outcome.operation;
    }

    /**
     * The text of the answer, or why it is unclear.
     *
     * @return the text, if any
     */
    public Optional<String> message() {
        return Optional.ofNullable(outcome.message);
    }

    /**
     * What a dry run would have sent.
     *
     * @return several lines for people, secrets as {@code ***}; empty where something was sent
     */
    public Optional<String> planned() {
        return Optional.ofNullable(outcome.planned);
    }

    /**
     * What is odd without being wrong, such as an answer that cannot be read after a write that succeeded.
     *
     * @return a line each, without a secret; immutable
     */
    public List<String> warnings() {
        return Collections.unmodifiableList(outcome.warnings);
    }

    /**
     * Whether the answer holds an object.
     *
     * @return true if {@link #fields()} has any
     */
    public boolean hasObject() {
        return !outcome.fields.isEmpty();
    }

    /**
     * The object in the answer: its fields by the names of the same columns in lists, or the provider's own names.
     *
     * @return values as text ({@code true}, {@code 2026-09-30}, {@code 2026-09-30T23:59:58Z}), null where the answer
     *     has none; in the answer's order, immutable. Secrets too: see {@link #isSecret}
     */
    public Map<String, String> fields() {
        return Collections.unmodifiableMap(outcome.fields);
    }

    /**
     * A field of the object in the answer.
     *
     * @param name its name, exact, as in {@code end_user_id}
     * @return the value as text; empty where the answer has none, or no such field
     */
    public Optional<String> field(String name) {
        return Optional.ofNullable(outcome.fields.get(name));
    }

    /**
     * Whether a field is a password, a token or an activation link, to be kept out of logs.
     *
     * @param name its name
     * @return true if so
     */
    public boolean isSecret(String name) {
        return outcome.secrets.contains(name);
    }

    /** State, operation and message in one line, without the object. */
    @Override
    public String toString() {
        return operation() + ": " + state() + message().map(text -> ", " + text).orElse("");
    }
}
