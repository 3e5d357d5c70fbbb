package io.callrec.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.callrec.internal.ffi.Symbol;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The functions of the library, each bound when it is called first. */
final class Downcalls {
    private static final Linker LINKER = Linker.nativeLinker();

    private final SymbolLookup library;
    private final AtomicReferenceArray<MethodHandle> bound = new AtomicReferenceArray<>(Symbol.values().length);

    Downcalls(SymbolLookup library) {
        this.library = library;
    }

    boolean has(Symbol symbol) {
        return library.find(symbol.function()).isPresent();
    }

    long call(Symbol symbol, long[] arguments) {
        MethodHandle function = bound.get(symbol.ordinal());
        if (function == null) {
            function = bind(symbol);
            bound.set(symbol.ordinal(), function);
        }
        try {
            return (long) function.invokeExact(arguments);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable t) {
            throw new AssertionError("a downcall throws nothing of its own", t);
        }
    }

    private MethodHandle bind(Symbol symbol) {
        return library.find(symbol.function())
                .map(address -> uniform(LINKER.downcallHandle(address, descriptor(symbol))))
                .orElseThrow(() -> new UnsatisfiedLinkError(symbol.function() + " is not in the library"));
    }

    /** Addresses go as 64-bit numbers: every 64-bit calling convention that Java knows hands both over alike. */
    private static FunctionDescriptor descriptor(Symbol symbol) {
        MemoryLayout[] arguments = symbol.arguments()
                .chars()
                .mapToObj(letter -> letter == 'i' ? JAVA_INT : JAVA_LONG)
                .toArray(MemoryLayout[]::new);
        return switch (symbol.result()) {
            case STATUS -> FunctionDescriptor.of(JAVA_INT, arguments);
            case ADDRESS -> FunctionDescriptor.of(JAVA_LONG, arguments);
            case NOTHING -> FunctionDescriptor.ofVoid(arguments);
        };
    }

    /** One type for all functions: from an array of numbers to a number. Nothing is boxed. */
    private static MethodHandle uniform(MethodHandle function) {
        int count = function.type().parameterCount();
        MethodType numbers = MethodType.methodType(long.class, Collections.nCopies(count, long.class));
        return MethodHandles.explicitCastArguments(function, numbers).asSpreader(long[].class, count);
    }
}
