package io.safeddl.check.doctor;

import io.safeddl.check.server.Leftover;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What earlier migrations, whoever ran them, have left in the schema. */
final class LeftoverChecks {
  private static final String INDEXES = "invalid-indexes";
  private static final String CONSTRAINTS = "not-valid-constraints";
  private static final String DETACHES = "pending-detaches";

  private LeftoverChecks() {}

  static List<Line> schema(Patient patient) throws SQLException {
    var all = Leftover.all(patient.server());
    var lines = new ArrayList<Line>();
    for (var kind : Leftover.Kind.values()) {
      var found = all.stream().filter(leftover -> leftover.kind() == kind).toList();
      if (found.isEmpty()) {
        lines.add(Line.ok(check(kind), none(kind)));
      }
      for (var leftover : found) {
        lines.add(
            new Line(
                check(kind),
                leftover.harmful() ? Level.PROBLEM : Level.LIMITED,
                leftover.text(),
                leftover.remedy()));
      }
    }
    return lines;
  }

  private static String check(Leftover.Kind kind) {
    return switch (kind) {
      case INDEX -> INDEXES;
      case CONSTRAINT -> CONSTRAINTS;
      case PARTITION -> DETACHES;
    };
  }

  private static String none(Leftover.Kind kind) {
    return switch (kind) {
      case INDEX -> "no index is INVALID";
      case CONSTRAINT -> "no constraint is NOT VALID";
      case PARTITION -> "no partition is half detached";
    };
  }
}
