package io.safeddl.check.source;

/**
 * A place in a file.
 *
 * @param line from 1
 * @param column from 1, in UTF-16 code units
 */
public record Position(int line, int column) {}
