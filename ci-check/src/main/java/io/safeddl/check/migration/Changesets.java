package io.safeddl.check.migration;

import io.safeddl.check.source.SourceFile;
import io.safeddl.sql.Span;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the changesets of a changelog of Liquibase's stand, by the names that they are given. */
public final class Changesets {
  private Changesets() {}

  /** True for a file that consists of changesets. */
  public static boolean are(SourceFile file) {
    return Changelogs.is(file) || FormattedSql.is(file);
  }

  /** The text of each changeset. */
  public static Map<String, String> texts(SourceFile file) {
    Map<String, String> texts = new LinkedHashMap<>();
    spans(file).forEach((name, span) -> texts.put(name, span.in(file.text()).strip()));
    return texts;
  }

  /** The place of each changeset. */
  static Map<String, Span> spans(SourceFile file) {
    if (Changelogs.mayBe(file.name())) {
      return MarkupChangesets.of(file.name(), file.text());
    }
    Map<String, Span> spans = new LinkedHashMap<>();
    FormattedSql.of(file).changesets().forEach(it -> spans.put(it.name(), it.whole()));
    return spans;
  }
}
