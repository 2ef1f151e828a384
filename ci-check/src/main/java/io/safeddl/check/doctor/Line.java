package io.safeddl.check.doctor;

import java.util.List;

/**
 * One line of the doctor.
 *
 * @param check which check says it, in words with hyphens; scripts may rely on it
 * @param message what is there and what follows from it, without the rest of the sentence elsewhere
 * @param remedy SQL that puts it right, to be run by whoever may; lines that begin with {@code --}
 *     say which to choose, or what no SQL can do
 */
record Line(String check, Level level, String message, List<String> remedy) {
  Line {
    remedy = List.copyOf(remedy);
  }

  static Line ok(String check, String message) {
    return new Line(check, Level.OK, message, List.of());
  }

  static Line limited(String check, String message, String... remedy) {
    return new Line(check, Level.LIMITED, message, List.of(remedy));
  }

  static Line problem(String check, String message, String... remedy) {
    return new Line(check, Level.PROBLEM, message, List.of(remedy));
  }
}
