package io.safeddl.check.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the files hold.
 *
 * @param files how many were read
 * @param ordered the migrations, in the order in which their tool runs them
 * @param notes what was passed over
 */
public record Migrations(int files, List<Migration> ordered, List<Note> notes) {
  public Migrations {
    ordered = List.copyOf(ordered);
    notes = List.copyOf(notes);
  }

  /** These, and then the others. */
  public Migrations and(Migrations others) {
    var both = new ArrayList<>(ordered);
    both.addAll(others.ordered);
    var said = new ArrayList<>(notes);
    said.addAll(others.notes);
    return new Migrations(files + others.files, both, said);
  }

  /** Each of them changed. */
  public Migrations each(UnaryOperator<Migration> change) {
    return new Migrations(files, ordered.stream().map(change).toList(), notes);
  }
}
