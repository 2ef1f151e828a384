package io.safeddl.check.migration;

import java.util.List;

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
}
