package io.safeddl.backfill.mirror;

import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.MirrorWork;
import io.safeddl.sql.Identifiers;
import java.util.List;
import java.util.stream.Collectors;

/** The body of the function, in PL/pgSQL. */
final class MirrorBody {
  private MirrorBody() {}

  /** The body. */
  static String of(List<MirrorWork> mirrors, Direction direction) {
    var assignments =
        mirrors.stream()
            .map(work -> direction == Direction.FORWARD ? forward(work) : backward(work))
            .collect(Collectors.joining());
    return "\n#variable_conflict use_column\nBEGIN\n" + assignments + "  RETURN NEW;\nEND\n";
  }

  private static String forward(MirrorWork work) {
    var mirror = work.mirror();
    var to = Identifiers.quote(mirror.to());
    var from = Identifiers.quote(mirror.from());
    if (work.forward().equals(from)) {
      return "  NEW." + to + " := NEW." + from + ";\n";
    }
    var row =
        work.columns().stream()
            .map(column -> "NEW." + Identifiers.quote(column) + " AS " + Identifiers.quote(column))
            .collect(Collectors.joining(", "));
    return "  NEW." + to + " := (SELECT " + work.forward() + " FROM (SELECT " + row + ") AS r);\n";
  }

  /**
   * The old column stands where the application knows its column to be: an INSERT without a list of
   * columns would write that one, and what it wrote would be lost. So it is an error.
   */
  private static String backward(MirrorWork work) {
    var mirror = work.mirror();
    var old = "NEW." + Identifiers.quote(mirror.old());
    var value =
        "(SELECT "
            + work.backward()
            + " FROM (SELECT NEW."
            + Identifiers.quote(mirror.from())
            + " AS "
            + Identifiers.quote(mirror.to())
            + ") AS r)";
    return "  IF TG_OP = 'INSERT' AND "
        + old
        + " IS NOT NULL\n      AND CAST("
        + old
        + " AS text) IS DISTINCT FROM CAST("
        + value
        + " AS text) THEN\n    RAISE EXCEPTION 'SafeDDL: the column % is written by a trigger alone, until it"
        + " goes',\n      "
        + Database.literal(mirror.old())
        + "\n      USING HINT = 'An INSERT or COPY without a list of columns writes it: name the columns.';\n"
        + "  END IF;\n  "
        + old
        + " := "
        + value
        + ";\n";
  }
}
