package io.safeddl.check.judge;

/**
 * A file that was judged.
 *
 * @param name under which it is reported
 * @param statements how many were judged in it
 * @param unread how many of these could not be read
 */
public record JudgedFile(String name, int statements, int unread) {
  /** With another part of the same file, such as a second changeset. */
  JudgedFile and(JudgedFile other) {
    return new JudgedFile(name, statements + other.statements, unread + other.unread);
  }
}
