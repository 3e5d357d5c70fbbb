package io.callrec;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.function.Consumer;

/**
 * What is there once, for streams: never split, since what a helping thread takes ahead counts as handed on, and a
 * stream that ends early drops it unseen.
 */
final class RecordSpliterator<T> implements Spliterator<T> {
    private final Iterator<T> records;

    RecordSpliterator(Iterator<T> records) {
        this.records = records;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        if (!records.hasNext()) {
            return false;
        }
        action.accept(records.next());
        return true;
    }

    @Override
    public Spliterator<T> trySplit() {
        return null;
    }

    @Override
    public long estimateSize() {
        return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
        return ORDERED | NONNULL | IMMUTABLE;
    }
}
