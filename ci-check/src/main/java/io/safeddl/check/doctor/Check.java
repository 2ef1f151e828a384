package io.safeddl.check.doctor;

import java.sql.SQLException;
import java.util.List;

/** Looks at one thing. */
@FunctionalInterface
interface Check {
  /** What it finds; at least one line, also where all is well. */
  List<Line> of(Patient patient) throws SQLException;
}
