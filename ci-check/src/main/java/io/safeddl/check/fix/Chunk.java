package io.safeddl.check.fix;

import io.safeddl.check.judge.Reviewed;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceText;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.PsqlText;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Span;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement with all that belongs to it in its file: what stands before it, behind the statement
 * before, and the rest of its last line.
 *
 * @param index of the statement
 * @param whole in the file
 * @param statement in the file, without what ends it
 * @param end what ends it: a semicolon, another sign, or nothing (0)
 */
record Chunk(int index, Verdict verdict, Span whole, Span statement, char end) {
  /** The statements of a migration, those of comments alone left out. */
  static List<Chunk> of(Reviewed reviewed, Span body) {
    var source = reviewed.migration().source();
    var file = source.file();
    var data = data(file);
    List<Chunk> chunks = new ArrayList<>();
    var start = body.start();
    var verdicts = reviewed.verdicts();
    for (var i = 0; i < verdicts.size(); i++) {
      var verdict = verdicts.get(i);
      if (verdict.statement() instanceof Statement.Empty) {
        continue;
      }
      var span = source.region(verdict.source().span()).span();
      var sign = endSign(verdict.source(), source);
      var end = sign == null ? span.end() : sign.end();
      var whole = new Span(Math.min(start, span.start()), lineEnd(file.text(), end, body.end()));
      if (verdict.statement() instanceof Statement.Copy) {
        whole = withData(whole, data, file.text());
      }
      var c = sign == null ? 0 : file.text().charAt(sign.start());
      chunks.add(new Chunk(i, verdict, whole, span, c));
      start = whole.end();
    }
    return chunks;
  }

  /** What stands before the statement. */
  String before(SourceFile file) {
    return file.text().substring(whole.start(), statement.start());
  }

  /** What stands behind it, with the sign that ends it. */
  String behind(SourceFile file) {
    return file.text().substring(statement.end(), whole.end());
  }

  /**
   * The comments inside it and on the rest of its last line, each on a line of its own: what is to
   * stay of a statement that is taken away.
   */
  String comments(SourceText source) {
    var comments = new StringBuilder();
    var at = statement.end();
    for (var comment : verdict.source().comments()) {
      var region = source.region(comment.span());
      if (region.span().start() > statement.start() && region.span().end() <= whole.end()) {
        comments.append(region.text().strip()).append('\n');
        at = Math.max(at, region.span().end());
      }
    }
    var rest = source.file().text().substring(at, whole.end()).strip();
    var comment = end == ';' && rest.startsWith(";") ? rest.substring(1).strip() : rest;
    var isComment = comment.startsWith("--") || comment.startsWith("/*");
    return isComment ? comments.append(comment).append('\n').toString() : comments.toString();
  }

  /** All of it. */
  String text(SourceFile file) {
    return whole.in(file.text());
  }

  Statement read() {
    return verdict.statement();
  }

  /** What is put before each further line, where the statement begins its own. */
  String indentation(SourceFile file) {
    var lineStart = file.text().lastIndexOf('\n', statement.start() - 1) + 1;
    var before = file.text().substring(lineStart, statement.start());
    return before.isBlank() ? before : "";
  }

  /** The place in the file of the sign that ends a statement, or null where the text ends so. */
  private static @Nullable Span endSign(SourceStatement statement, SourceText source) {
    var text = statement.script();
    var at = statement.span().end();
    for (var comment : statement.comments()) {
      if (comment.span().start() >= at) {
        at = comment.span().end();
      }
    }
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() && text.charAt(at) == ';'
        ? source.region(new Span(at, at + 1)).span()
        : null;
  }

  /** Behind the rest of the line, where that holds no more than a comment. */
  private static int lineEnd(String text, int from, int limit) {
    var line = text.indexOf('\n', from);
    var end = line < 0 || line >= limit ? limit : line + 1;
    var rest = text.substring(from, Math.max(from, end)).strip();
    if (rest.startsWith("/*") && rest.indexOf("*/") == rest.length() - 2) {
      return end;
    }
    return rest.isEmpty() || rest.startsWith("--") ? Math.max(from, end) : from;
  }

  private static List<Span> data(SourceFile file) {
    return PsqlText.read(file.text()).skipped().stream()
        .filter(it -> it.kind() == PsqlText.Kind.COPY_DATA)
        .map(PsqlText.Skipped::span)
        .toList();
  }

  private static Span withData(Span whole, List<Span> data, String text) {
    for (var span : data) {
      if (span.start() >= whole.end() - 1 && text.substring(whole.end(), span.start()).isBlank()) {
        var line = text.indexOf('\n', span.end());
        return new Span(whole.start(), line < 0 ? span.end() : line + 1);
      }
    }
    return whole;
  }
}
