package io.safeddl.sql.expression;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.safeddl.sql.Script;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.update.Update;

/**
 * Reads queries and data statements. JSqlParser does the parsing, from a text that our own lexer
 * has written for it, so that the two cannot take a quote or a comment differently.
 */
public final class Queries {
  /** Longer texts, in characters, are not read. */
  private static final int LONGEST = 1 << 16;

  private static final int DEEPEST = 64;

  /** In characters of the texts; about 4 MB. */
  private static final long CACHED = 1L << 21;

  private static final Cache<String, QueryFacts> CACHE =
      Caffeine.newBuilder()
          .maximumWeight(CACHED)
          .weigher((String sql, QueryFacts facts) -> sql.length() + 64)
          .build();

  private Queries() {}

  /** What the statement reads and writes; never throws, whatever the text. */
  public static QueryFacts facts(String sql) {
    return sql.length() > LONGEST ? QueryFacts.UNKNOWN : CACHE.get(sql, Queries::read);
  }

  private static QueryFacts read(String sql) {
    var statements = Script.parse(sql).statements();
    if (statements.size() != 1) {
      return QueryFacts.UNKNOWN;
    }
    var text = PlainText.of(statements.get(0).tokens(), DEEPEST);
    var facts = text == null ? null : ParserThread.read(text, Queries::facts);
    return facts == null ? QueryFacts.UNKNOWN : facts;
  }

  private static QueryFacts facts(Statement statement) {
    if (statement instanceof Update update) {
      return TableCollector.collect(update, Conditions.of(update.getWhere()));
    }
    if (statement instanceof Delete delete) {
      return TableCollector.collect(delete, Conditions.of(delete.getWhere()));
    }
    return statement instanceof Select || statement instanceof Insert || statement instanceof Merge
        ? TableCollector.collect(statement, QueryFacts.Where.ABSENT)
        : QueryFacts.UNKNOWN;
  }
}
