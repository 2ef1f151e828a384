package io.safeddl.check.trace;

import io.safeddl.check.migration.Migration;
import io.safeddl.check.source.Region;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a migration on its way to the server.
 *
 * @param verdict what is predicted; null where that does not matter
 */
record Piece(
    Migration migration, SourceStatement source, Statement statement, @Nullable Verdict verdict) {
  /** Those of a migration, unjudged, without those that are nothing but comments. */
  static List<Piece> of(Migration migration) {
    return Script.parse(migration.source().text()).statements().stream()
        .map(it -> new Piece(migration, it, StatementReader.read(it), null))
        .filter(it -> !(it.statement() instanceof Statement.Empty))
        .toList();
  }

  /** Those of a migration that was judged. */
  static List<Piece> of(Migration migration, List<Verdict> verdicts) {
    return verdicts.stream()
        .map(it -> new Piece(migration, it.source(), it.statement(), it))
        .filter(it -> !(it.statement() instanceof Statement.Empty))
        .toList();
  }

  /** In its file. */
  Region place() {
    return migration.source().region(source.span());
  }

  /** {@code file:line}. */
  String where() {
    var place = place();
    return place.file().name() + ":" + place.start().line();
  }

  /** The data that follow it in its file; null where it wants none. */
  @Nullable String data() {
    return statement instanceof Statement.Copy copy
            && copy.from()
            && source.tokens().stream().anyMatch(token -> token.is("stdin"))
        ? CopyData.behind(place())
        : null;
  }
}
