package io.safeddl.check.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.check.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A --fix that is killed while it writes: the next one finds what it has left. */
class InterruptedTest {
  private static final String OLD = "CREATE INDEX i ON t (a);\n";
  private static final String NEW = "CREATE INDEX CONCURRENTLY i ON t (a);\n";
  private static final String PIECE = "CREATE INDEX CONCURRENTLY j ON t (b);\n";

  @TempDir private Path folder;
  private Path own;
  private Path file;
  private Path piece;

  @BeforeEach
  void setUp() throws IOException {
    own = Files.createDirectory(folder.resolve("0001_a"));
    file = Files.writeString(own.resolve("up.sql"), OLD);
    piece = folder.resolve("0002_a/up.sql");
  }

  private Cli.Result run(String... options) {
    List<String> words = new ArrayList<>(List.of("--no-color"));
    words.addAll(List.of(options));
    words.add(folder.toString());
    return Cli.run(Map.of(), "", words.toArray(String[]::new));
  }

  /** As after all texts are there, and the first so many have taken their places. */
  private void stopBehind(int moves) throws IOException {
    var texts = List.of(staged(piece, null, PIECE), staged(file, OLD, NEW));
    Intent.of(own, texts).write(own);
    for (var it : texts.subList(0, moves)) {
      Files.createDirectories(folder.resolve("0002_a"));
      it.move();
    }
  }

  private Staged staged(Path target, @Nullable String before, String after) throws IOException {
    var change = new Change(target.toString(), target, before, after);
    var waiting = Files.createTempFile(folder, Staged.PREFIX, Staged.SUFFIX);
    return new Staged(change, target, Files.writeString(waiting, after));
  }

  private void isClean() throws IOException {
    try (var files = Files.walk(folder)) {
      assertThat(files.map(it -> String.valueOf(it.getFileName())))
          .noneMatch(it -> it.startsWith(Staged.PREFIX));
    }
  }

  @Test
  void whatWasBegunIsFinished() throws IOException {
    for (var moves = 0; moves <= 2; moves++) {
      Files.writeString(file, OLD);
      Files.deleteIfExists(piece);
      stopBehind(moves);
      for (var options : List.of(new String[0], new String[] {"--fix", "--diff"})) {
        var check = run(options);
        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.err()).contains("a --fix was stopped while", "Run --fix again");
      }
      var fix = run("--fix");
      assertThat(fix.exitCode()).as(fix.err()).isZero();
      assertThat(fix.err().split("finished what a --fix had begun", -1)).hasSize(3 - moves);
      assertThat(file).hasContent(NEW);
      assertThat(piece).hasContent(PIECE);
      isClean();
      assertThat(run().exitCode()).isZero();
    }
  }

  @Test
  void whatHasChangedSinceIsNotOverwritten() throws IOException {
    stopBehind(1);
    Files.writeString(file, "SELECT 1;\n");
    var fix = run("--fix");
    assertThat(fix.exitCode()).isEqualTo(2);
    assertThat(fix.err()).contains("up.sql has changed since", "delete", Intent.NAME);
    assertThat(file).hasContent("SELECT 1;\n");
    Files.delete(file.resolveSibling(Intent.NAME));
    assertThat(run("--fix").err()).contains("which a --fix that was stopped had left");
    assertThat(file).hasContent("SELECT 1;\n");
    isClean();
  }

  @Test
  void aTextThatIsGoneIsSaidToBe() throws IOException {
    stopBehind(1);
    try (var texts = Files.newDirectoryStream(folder, Staged.PREFIX + "*" + Staged.SUFFIX)) {
      for (var text : texts) {
        Files.delete(text);
      }
    }
    var fix = run("--fix");
    assertThat(fix.exitCode()).isEqualTo(2);
    assertThat(fix.err())
        .contains("the text that", "up.sql was to get is gone", "version control", Intent.NAME)
        .doesNotContain(Staged.SUFFIX, "has changed");
    assertThat(file).hasContent(OLD);
  }

  @Test
  void textsThatWereNeverAllThereAreRemoved() throws IOException {
    var left = Files.createTempFile(own, Staged.PREFIX, Staged.SUFFIX);
    assertThat(run().exitCode()).as("nothing stands in another's place").isEqualTo(1);
    var fix = run("--fix");
    assertThat(fix.err()).contains("removed ", String.valueOf(left.getFileName()));
    assertThat(file).hasContent(NEW);
    isClean();
  }

  @Test
  void anIntentThatIsNoneIsSaidToBe() throws IOException {
    Files.writeString(file.resolveSibling(Intent.NAME), "{");
    assertThat(run("--fix").err()).contains("nothing that --fix has written: delete it");
    Files.writeString(file.resolveSibling(Intent.NAME), "{\"version\": 2}");
    assertThat(run("--fix").err()).contains("this version of --fix");
    assertThat(file).hasContent(OLD);
  }
}
