package io.safeddl.check.fix;

import io.safeddl.check.fix.Fragment.Where;
import io.safeddl.check.migration.NotRewritten;
import io.safeddl.check.source.SourceText;
import io.safeddl.plan.Step;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The steps of a plan as the user would have written them: with his placeholders, his names without
 * a schema, his key words in lower case, and his comments.
 */
final class StepText {
  private final SourceStatement statement;
  private final WrittenNames names;
  private final Set<String> qualified = new HashSet<>();
  private final Set<String> words = new HashSet<>();
  private final Set<String> searched = new HashSet<>();
  private final boolean lowerCase;

  private StepText(SourceText source, Verdict verdict) throws NotRewritten {
    this.statement = verdict.source();
    this.names = WrittenNames.of(source, statement);
    var tokens = statement.tokens();
    for (var i = 0; i < tokens.size(); i++) {
      words.add(raw(tokens.get(i)));
      if (isQualified(tokens, i)) {
        qualified.add(tokens.get(i).value() + "." + tokens.get(i + 2).value());
      }
    }
    for (var name : targets(verdict.statement())) {
      for (var lock : verdict.effects().locks()) {
        var relation = lock.relation().relation();
        var schema = relation == null ? null : relation.name().schema();
        if (name.schema() == null && schema != null) {
          searched.add(schema);
        }
      }
    }
    var first = tokens.isEmpty() ? "" : raw(tokens.get(0));
    this.lowerCase = first.equals(first.toLowerCase(Locale.ROOT));
  }

  /**
   * What takes the statement's place.
   *
   * @param source the text that it stands in
   * @throws NotRewritten where a name of the steps would be made from a placeholder
   */
  static List<Fragment> of(SourceText source, Verdict verdict, List<Step> steps)
      throws NotRewritten {
    var text = new StepText(source, verdict);
    List<Fragment> fragments = new ArrayList<>();
    for (var step : steps) {
      if (step.kind() != Step.Kind.PRECHECK) {
        fragments.add(new Fragment(where(step), text.rewrite(step.sql())));
      }
    }
    return text.withComments(source, fragments);
  }

  /** Where a step may run. */
  private static Where where(Step step) {
    if (step.kind() == Step.Kind.GUARDED) {
      return Where.INSIDE;
    }
    return tokens(step.sql()).stream().anyMatch(token -> token.is("concurrently"))
        ? Where.OUTSIDE
        : Where.OWN;
  }

  private static List<QualifiedName> targets(Statement statement) {
    if (statement instanceof Statement.AlterTable alter) {
      return List.of(alter.name());
    }
    if (statement instanceof Statement.CreateIndex create) {
      return List.of(create.table());
    }
    if (statement instanceof Statement.Drop drop) {
      return drop.names();
    }
    return statement instanceof Statement.Reindex reindex && reindex.name() != null
        ? List.of(reindex.name())
        : List.of();
  }

  private static List<Token> tokens(String sql) {
    List<Token> tokens = new ArrayList<>();
    Script.parse(sql).statements().forEach(it -> tokens.addAll(it.tokens()));
    return tokens;
  }

  private String rewrite(String sql) throws NotRewritten {
    var tokens = tokens(sql);
    var text = new StringBuilder();
    var done = 0;
    for (var i = 0; i < tokens.size(); i++) {
      var token = tokens.get(i);
      text.append(sql, done, token.start());
      if (isAdded(tokens, i)) {
        i++; // the dot
      } else {
        text.append(written(token, sql));
      }
      done = tokens.get(i).end();
    }
    return text.append(sql, done, sql.length()).toString();
  }

  /** True for a schema that the search path would find, and that the user has not written. */
  private boolean isAdded(List<Token> tokens, int i) {
    return isQualified(tokens, i)
        && searched.contains(tokens.get(i).value())
        && !qualified.contains(tokens.get(i).value() + "." + tokens.get(i + 2).value());
  }

  private static boolean isQualified(List<Token> tokens, int i) {
    return i + 2 < tokens.size()
        && isName(tokens.get(i))
        && tokens.get(i + 1).isSymbol(".")
        && isName(tokens.get(i + 2))
        && (i == 0 || !tokens.get(i - 1).isSymbol("."));
  }

  private static boolean isName(Token token) {
    return token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED_IDENTIFIER;
  }

  private String written(Token token, String sql) throws NotRewritten {
    var raw = token.span().in(sql);
    var isKeyword = token.kind() == Token.Kind.WORD && isUpperCase(raw) && !words.contains(raw);
    var mapped = isKeyword ? null : names.written(token, raw, words.contains(raw));
    if (mapped != null) {
      return mapped;
    }
    return isKeyword && lowerCase ? raw.toLowerCase(Locale.ROOT) : raw;
  }

  private static boolean isUpperCase(String raw) {
    return raw.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '_');
  }

  private String raw(Token token) {
    return token.span().in(statement.script());
  }

  /** Comments inside the statement that no step holds any more come before the first one. */
  private List<Fragment> withComments(SourceText source, List<Fragment> fragments) {
    var lost = new StringBuilder();
    for (var comment : statement.comments()) {
      var span = comment.span();
      if (span.start() > statement.span().start()
          && span.end() < statement.span().end()
          && fragments.stream().noneMatch(it -> it.sql().contains(comment.text()))) {
        lost.append(source.region(span).text().stripTrailing()).append('\n');
      }
    }
    if (lost.isEmpty() || fragments.isEmpty()) {
      return fragments;
    }
    List<Fragment> commented = new ArrayList<>(fragments);
    var first = fragments.get(0);
    commented.set(0, new Fragment(first.where(), lost + first.sql()));
    return commented;
  }
}
