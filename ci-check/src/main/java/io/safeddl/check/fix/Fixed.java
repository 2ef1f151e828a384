package io.safeddl.check.fix;

import io.safeddl.check.judge.Judgement;
import io.safeddl.check.judge.Located;
import io.safeddl.check.source.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What has come of fixing, in memory still. */
public final class Fixed {
  private final Texts texts;
  private final Judgement before;
  private final Judgement after;
  private final List<Located> fixed;
  private final List<Left> left;
  private final List<String> remarks;

  Fixed(
      Texts texts,
      Judgement before,
      Judgement after,
      List<Located> fixed,
      List<Left> left,
      List<String> remarks) {
    this.texts = texts;
    this.before = before;
    this.after = after;
    this.fixed = List.copyOf(fixed);
    this.left = List.copyOf(left);
    this.remarks = List.copyOf(remarks);
  }

  /** What was found in the files as they are on the disk. */
  public Judgement before() {
    return before;
  }

  /** What is found in them as they are to be. */
  public Judgement after() {
    return after;
  }

  /** What was found and is no more. */
  public List<Located> fixed() {
    return fixed;
  }

  /** What was found, stays, and could have been fixed elsewhere. */
  public List<Left> left() {
    return left;
  }

  /** True where another text is written for another version: NOT NULL is told apart since 18. */
  public boolean dependsOnVersion() {
    return fixed.stream()
        .map(it -> it.finding().rule().id())
        .anyMatch(it -> it.equals("set-not-null") || it.equals("add-unique"));
  }

  /** What else the user should know. */
  List<String> remarks() {
    return remarks;
  }

  /** The file of a finding as it was read. */
  SourceFile origin(Located found) {
    return texts.origin(found.region().file());
  }

  /** All texts, those that stay too. */
  public List<SourceFile> files() {
    return texts.files();
  }

  /**
   * What is to be written.
   *
   * @throws IOException where a file has changed since it was read
   */
  public List<Change> changes() throws IOException {
    List<Change> changes = new ArrayList<>();
    for (var file : texts.all()) {
      var path = file.path();
      var origin = texts.origin(file);
      if (path != null && texts.changed().contains(origin)) {
        var was = path.equals(origin.path()) ? origin.text() : null;
        changes.addAll(Changing.of(file, path, was));
      }
    }
    return changes;
  }
}
