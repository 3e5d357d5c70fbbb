package io.callrec.test;

import io.callrec.internal.ffi.Library;
import io.callrec.internal.ffi.NativeAccess;
import java.util.Map;
import java.util.TreeMap;

/** A program: takes and gives back native memory at every depth down to the end of the stack; prints what was thrown. */
public final class DeepStack {
    private static final int STACK = 256 << 10;
    private static final int ROUNDS = 300;

    private static final Map<String, Integer> thrown = new TreeMap<>();

    private DeepStack() {}

    public static void main(String[] args) throws InterruptedException {
        NativeAccess access = Library.get();
        access.free(access.allocate(1));
        Thread deep = new Thread(null, () -> {
            for (int round = 0; round < ROUNDS; round++) {
                try {
                    // Frames of another size each time, so that the stack ends at another place of the call.
                    down(access, round % 16);
                } catch (StackOverflowError e) {
                    thrown.merge("StackOverflowError", 1, Integer::sum);
                } catch (Throwable e) {
                    thrown.merge(e.toString(), 1, Integer::sum);
                }
            }
        }, "deep", STACK);
        deep.start();
        deep.join();
        System.out.println(thrown.keySet());
    }

    private static long down(NativeAccess access, int shift) {
        if (shift > 0) {
            return shifted(access, shift - 1);
        }
        access.free(access.allocate(8));
        return down(access, 0) + 1;
    }

    /** Its frames are longer than those of {@link #down}. */
    private static long shifted(NativeAccess access, int shift) {
        long one = shift;
        long two = one * 3;
        long three = two + 5;
        return shift == 0 ? down(access, 0) + one + two + three : shifted(access, shift - 1) + one + two + three;
    }
}
