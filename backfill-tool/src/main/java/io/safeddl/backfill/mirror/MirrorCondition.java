package io.safeddl.backfill.mirror;

import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.MirrorWork;
import io.safeddl.backfill.target.WholeNumber;
import io.safeddl.sql.Identifiers;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * When the trigger need not call its function: where the mirrors are right already. That spares the
 * backfill, and each write of the application that leaves the columns alone, the call of PL/pgSQL.
 * It is looked at when it is this trigger's turn, so what other triggers have changed counts
 * (manual CREATE TRIGGER).
 *
 * <p>Only where whole numbers become wider. Their {@code =} tells any two values apart, the cast
 * never fails, and the condition holds in both directions, so that it can stay as it is when the
 * columns change their names: it goes by their places. A condition cannot read what an expression
 * of the user's needs a subquery for.
 *
 * @param pairs empty where the trigger fires for every row
 */
record MirrorCondition(List<Pair> pairs) {
  MirrorCondition {
    pairs = List.copyOf(pairs);
  }

  /**
   * A column and the other that follows it.
   *
   * @param type of the wide one
   */
  private record Pair(String wide, String narrow, String type) {}

  static MirrorCondition of(List<MirrorWork> mirrors, Direction direction) {
    return new MirrorCondition(
        mirrors.stream().allMatch(MirrorCondition::widens)
            ? mirrors.stream().map(it -> pair(it, direction)).toList()
            : List.of());
  }

  private static boolean widens(MirrorWork work) {
    return work.forward().equals(Identifiers.quote(work.mirror().from()))
        && work.mirror().back().isEmpty()
        && WholeNumber.widens(work.oldType(), work.type());
  }

  private static Pair pair(MirrorWork work, Direction direction) {
    var mirror = work.mirror();
    return direction == Direction.FORWARD
        ? new Pair(mirror.to(), mirror.from(), work.type())
        : new Pair(mirror.from(), mirror.old(), work.type());
  }

  /** What stands between FOR EACH ROW and EXECUTE. */
  String sql() {
    return pairs.isEmpty()
        ? ""
        : pairs.stream()
            .map(
                it ->
                    "NEW."
                        + Identifiers.quote(it.wide())
                        + " IS DISTINCT FROM CAST(NEW."
                        + Identifiers.quote(it.narrow())
                        + " AS "
                        + it.type()
                        + ")")
            .collect(Collectors.joining(" OR ", " WHEN (", ")"));
  }

  /** How {@code pg_get_triggerdef} tells it, without its outermost parentheses. */
  Optional<String> asToldBy(Database database) throws SQLException {
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    var told =
        database.rows(
            """
            SELECT pg_catalog.format('(new.%I IS DISTINCT FROM (new.%I)::%s)', p.wide, p.narrow, p.type)
              FROM ROWS FROM (pg_catalog.unnest(CAST(? AS text[])), pg_catalog.unnest(CAST(? AS text[])),
                              pg_catalog.unnest(CAST(? AS text[])))
                   WITH ORDINALITY p (wide, narrow, type, place)
             ORDER BY p.place
            """,
            row -> row.getString(1), array(Pair::wide), array(Pair::narrow), array(Pair::type));
    return Optional.of(told.size() == 1 ? told.get(0) : "(" + String.join(" OR ", told) + ")");
  }

  private String[] array(Function<Pair, String> part) {
    return pairs.stream().map(part).toArray(String[]::new);
  }
}
