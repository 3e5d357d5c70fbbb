package io.callrec.internal.abi;

import io.callrec.internal.ffi.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A {@code callrec_outcome}, copied to the Java heap. */
public final class NativeOutcome {
    /** One of {@code CALLREC_OUTCOME_...}. */
    public int state;
    /** The operation. */
    public String operation;
    /** The text of the answer, or null. */
    public String message;
    /** What would have been sent, or null. */
    public String planned;
    /** What is odd. */
    public final List<String> warnings = new ArrayList<>();
    /** The object in the answer by the names of its fields; a value may be null. */
    public final Map<String, String> fields = new LinkedHashMap<>();
    /** The fields whose values are secret. */
    public final Set<String> secrets = new LinkedHashSet<>();

    private NativeOutcome() {}

    /** Copies what is known of an outcome. */
    static NativeOutcome read(long outcome) {
        NativeOutcome taken = new NativeOutcome();
        try (Call call = new Call(Symbol.OUTCOME_GET_DETAILS)) {
            Lent details = call.number(outcome).output().check().lent(Layouts.OUTCOME_DETAILS);
            taken.state = details.int32("state");
            taken.operation = details.text("operation");
            taken.message = details.text("message");
            taken.planned = details.text("planned");
            for (long i = 0; i < details.int64("warning_count"); i++) {
                taken.warning(outcome, i);
            }
            for (long i = 0; i < details.int64("field_count"); i++) {
                taken.field(outcome, i);
            }
        }
        return taken;
    }

    private void warning(long outcome, long index) {
        try (Call call = new Call(Symbol.OUTCOME_WARNING)) {
            warnings.add(call.number(outcome).number(index).output(Layouts.TEXT.size()).check().text());
        }
    }

    private void field(long outcome, long index) {
        try (Call call = new Call(Symbol.OUTCOME_FIELD)) {
            Lent field = call.number(outcome).number(index).output().check().lent(Layouts.FIELD);
            fields.put(field.text("name"), field.text("value"));
            if (field.flag("is_secret")) {
                secrets.add(field.text("name"));
            }
        }
    }
}
