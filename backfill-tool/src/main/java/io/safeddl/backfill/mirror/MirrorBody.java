package io.safeddl.backfill.mirror;

import io.safeddl.backfill.target.MirrorWork;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.Script;
import io.safeddl.sql.Token;
import io.safeddl.sql.Token.Kind;
import java.util.List;
import java.util.stream.Collectors;

/** The body of the function, in PL/pgSQL. */
final class MirrorBody {
  private MirrorBody() {}

  /**
   * The body.
   *
   * @param columns the table's, by the names of before the cutover
   */
  static String of(List<String> columns, List<MirrorWork> mirrors, Direction direction) {
    var assignments =
        mirrors.stream()
            .map(work -> direction == Direction.FORWARD ? forward(columns, work) : backward(work))
            .collect(Collectors.joining());
    return "\n#variable_conflict use_column\nBEGIN\n" + assignments + "  RETURN NEW;\nEND\n";
  }

  private static String forward(List<String> columns, MirrorWork work) {
    var mirror = work.mirror();
    var to = Identifiers.quote(mirror.to());
    var from = Identifiers.quote(mirror.from());
    if (work.forward().equals(from)) {
      return "  NEW." + to + " := NEW." + from + ";\n";
    }
    var tokens = Script.parse(work.forward()).statements().get(0).tokens();
    var row =
        columns.stream()
            .filter(column -> tokens.stream().anyMatch(token -> mayName(token, column)))
            .map(column -> "NEW." + Identifiers.quote(column) + " AS " + Identifiers.quote(column))
            .collect(Collectors.joining(", "));
    return "  NEW." + to + " := (SELECT " + work.forward() + " FROM (SELECT " + row + ") AS r);\n";
  }

  /** By their names the columns are known to the server; one too many does no harm. */
  private static boolean mayName(Token token, String column) {
    return (token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_IDENTIFIER)
        && token.value().equals(column);
  }

  private static String backward(MirrorWork work) {
    var mirror = work.mirror();
    return "  NEW."
        + Identifiers.quote(mirror.old())
        + " := (SELECT "
        + work.backward()
        + " FROM (SELECT NEW."
        + Identifiers.quote(mirror.from())
        + " AS "
        + Identifiers.quote(mirror.to())
        + ") AS r);\n";
  }
}
