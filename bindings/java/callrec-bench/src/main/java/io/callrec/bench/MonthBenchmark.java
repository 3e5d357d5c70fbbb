package io.callrec.bench;

import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A month of iPass CDRs from a file: each operation reads the whole of it. All ways make the same typed values of every
 * field, except {@code callrecColumns}, which leaves values in their columns. The system property
 * {@code callrec.bench.file} names the file.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class MonthBenchmark {
    private final Path file = Paths.get(System.getProperty("callrec.bench.file"));
    private String wanted;

    /** Reads the file once by hand, so that each way can be held to its sums. */
    @Setup
    public void sum(Blackhole hole) throws Exception {
        Sums sums = new Sums();
        HandWritten.read(file, touch(hole, sums));
        wanted = sums.toString();
    }

    private static Consumer<Cdr> touch(Blackhole hole, Sums sums) {
        return cdr -> cdr.touch(hole, sums);
    }

    private void check(Sums sums) {
        if (!wanted.equals(sums.toString())) {
            throw new IllegalStateException(sums + ", and by hand " + wanted);
        }
    }

    /** callrec by its records. */
    @Benchmark
    public void callrecRecords(Blackhole hole) {
        Sums sums = new Sums();
        Records.read(file, hole, sums);
        check(sums);
    }

    /** callrec by its columns, as an Arrow stream. */
    @Benchmark
    public void callrecColumns() throws Exception {
        Sums sums = new Sums();
        Columns.read(file, sums);
        check(sums);
    }

    /** Lines of a BufferedReader, cut by hand. */
    @Benchmark
    public void handWritten(Blackhole hole) throws Exception {
        Sums sums = new Sums();
        HandWritten.read(file, touch(hole, sums));
        check(sums);
    }

    /** The rows of univocity-parsers. */
    @Benchmark
    public void univocity(Blackhole hole) {
        Sums sums = new Sums();
        Univocity.read(file, touch(hole, sums));
        check(sums);
    }
}
