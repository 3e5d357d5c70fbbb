package io.callrec.internal.column;

/** A column that gives text, however it is kept. */
public interface Text {
    /**
     * The text of a row.
     *
     * @param row a row of the batch
     * @return the text or null
     */
    String text(int row);
}
