package io.safeddl.check.fix;

import io.safeddl.check.judge.Located;
import io.safeddl.check.migration.Migration;
import io.safeddl.check.migration.Migration.InTransaction;
import io.safeddl.check.migration.Migration.Tool;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceText.Replacement;
import io.safeddl.sql.Span;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.SetParameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts time limits before statements that need them, and takes them away where they do harm. */
final class LimitEdits {
  private static final String LOCK = "lock_timeout";
  private static final List<String> NAMES = List.of(LOCK, "statement_timeout");

  private final Migration migration;
  private final SourceFile file;
  private final List<Chunk> chunks;
  private final List<Replacement> edits = new ArrayList<>();

  private LimitEdits(Migration migration, List<Chunk> chunks) {
    this.migration = migration;
    this.file = migration.source().file();
    this.chunks = chunks;
  }

  /** The edits that cure these findings. */
  static List<Replacement> edits(Migration migration, List<Chunk> chunks, List<Located> told) {
    var made = new LimitEdits(migration, chunks);
    for (var i = 0; i < chunks.size(); i++) {
      var chunk = chunks.get(i);
      for (var found : told) {
        if (MigrationFix.isOf(found, chunk.verdict())) {
          made.cure(found.finding().rule().id(), i);
        }
      }
    }
    made.edits.sort(Comparator.comparingInt(it -> it.span().start()));
    return made.edits;
  }

  private void cure(String rule, int i) {
    switch (rule) {
      case "missing-lock-timeout" -> limit(i);
      case "timeout-ends-build" -> lift(i);
      case "long-lock-timeout" -> value(i, "'2s'");
      case "idle-transaction-timeout" -> value(i, "'1min'");
      default -> {} // nothing that a setting would cure
    }
  }

  private void limit(int i) {
    var chunk = chunks.get(i);
    var value = set(LOCK, i);
    insert(start(chunk), word(i) + "lock_timeout = '2s';\n" + indentation(chunk));
    // A tool goes on with the next migration in the same session.
    if (word(i).equals("SET ") && migration.tool() != Tool.PLAIN && value == null) {
      var last = chunks.get(chunks.size() - 1);
      end(last);
      insert(last.whole().end(), gap(last) + "RESET lock_timeout;\n");
    }
  }

  /** Puts the semicolon that the last statement of a file may do without. */
  private void end(Chunk chunk) {
    var semicolon =
        new Replacement(new Span(chunk.statement().end(), chunk.statement().end()), ";");
    if (chunk.end() == 0 && !edits.contains(semicolon)) {
      edits.add(semicolon);
    }
  }

  private String gap(Chunk chunk) {
    return chunk.text(file).endsWith("\n") ? "" : "\n";
  }

  private void lift(int i) {
    var chunk = chunks.get(i);
    var before = new StringBuilder();
    var behind = new StringBuilder();
    for (var name : NAMES) {
      var value = set(name, i);
      before.append(word(i)).append(name).append(" = 0;\n").append(indentation(chunk));
      if (value != null) {
        behind.append(word(i)).append(name).append(" = ").append(value).append(";\n");
        behind.append(indentation(chunk));
      } else if (word(i).equals("SET ")) {
        behind.append("RESET ").append(name).append(";\n").append(indentation(chunk));
      }
    }
    insert(start(chunk), before.toString());
    if (!behind.isEmpty()) {
      end(chunk);
      var text = indentation(chunk) + behind.toString().stripTrailing() + "\n";
      insert(chunk.whole().end(), gap(chunk) + text);
    }
  }

  /** Before the statement, and before what is permitted for it: that must stay next to it. */
  private int start(Chunk chunk) {
    var source = chunk.verdict().source();
    for (var comment : source.comments()) {
      if (comment.span().start() < source.span().start()
          && comment.text().contains("safeddl:allow")) {
        return migration.source().region(comment.span()).span().start();
      }
    }
    return chunk.statement().start();
  }

  private void value(int i, String value) {
    var source = chunks.get(i).verdict().source();
    var tokens = source.tokens();
    var last = tokens.size() - 1;
    var span =
        chunks.get(i).read() instanceof SetParameter
            ? tokens.get(afterAssignment(tokens)).span().to(tokens.get(last).span())
            : argument(tokens);
    if (span != null) {
      edits.add(new Replacement(migration.source().region(span).span(), value));
    }
  }

  private static int afterAssignment(List<Token> tokens) {
    for (var i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).isSymbol("=") || tokens.get(i).is("to")) {
        return i + 1;
      }
    }
    return tokens.size() - 1;
  }

  /** The second argument of set_config. */
  private static @Nullable Span argument(List<Token> tokens) {
    for (var i = 0; i + 4 < tokens.size(); i++) {
      if (tokens.get(i).is("set_config")) {
        return tokens.get(i + 4).span();
      }
    }
    return null;
  }

  private void insert(int at, String text) {
    edits.add(new Replacement(new Span(at, at), text));
  }

  /** In a transaction a setting ends with it; outside of one SET LOCAL has no effect. */
  private String word(int i) {
    var inside = migration.transaction() != InTransaction.EACH_ITS_OWN;
    for (var chunk : chunks.subList(0, i)) {
      if (chunk.read() instanceof Statement.Transaction transaction) {
        inside =
            switch (transaction.kind()) {
              case BEGIN -> true;
              case COMMIT, ROLLBACK, PREPARE ->
                  transaction.chain() || migration.transaction() == InTransaction.ONE;
              default -> inside;
            };
      }
    }
    return inside ? "SET LOCAL " : "SET ";
  }

  /** The value that the text has given a setting before, or null. */
  private @Nullable String set(String name, int before) {
    String value = null;
    for (var chunk : chunks.subList(0, before)) {
      if (chunk.read() instanceof SetParameter set && set.name().equals(name)) {
        value = set.reset() ? null : set.value();
      }
    }
    return value;
  }

  private String indentation(Chunk chunk) {
    return chunk.indentation(file);
  }
}
