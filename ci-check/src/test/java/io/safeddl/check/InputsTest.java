package io.safeddl.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which files are read, and how. */
class InputsTest {
  @TempDir private Path directory;

  private Path write(String name, String text) throws IOException {
    return write(name, text, StandardCharsets.UTF_8);
  }

  private Path write(String name, String text, Charset charset) throws IOException {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, charset);
  }

  /** The statements that are explained, as they are written. */
  private static List<String> texts(String... words) {
    var result = explain("", words);
    assertThat(result.exitCode()).as(result.err()).isZero();
    List<String> texts = new ArrayList<>();
    for (var it :
        JsonParser.parseString(result.out()).getAsJsonObject().getAsJsonArray("statements")) {
      texts.add(it.getAsJsonObject().get("text").getAsString());
    }
    return texts;
  }

  private static Cli.Result explain(String input, String... words) {
    List<String> all = new ArrayList<>(List.of("explain", "--format", "json"));
    all.addAll(List.of(words));
    return Cli.run(Map.of(), input, all.toArray(String[]::new));
  }

  @Test
  void globsFindFilesAndExcludeThem() throws IOException {
    write("a/1.sql", "SELECT 1");
    write("a/b/2.sql", "SELECT 2");
    write("a/old/3.sql", "SELECT 3");
    write("4.sql", "SELECT 4");
    write("a/5.txt", "SELECT 5");
    var root = directory.toString();
    assertThat(texts(root + "/a/**/*.sql")).containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
    assertThat(texts(root + "/*.sql")).containsExactly("SELECT 4");
    assertThat(texts(root + "/a/{1,5}.*")).containsExactly("SELECT 1", "SELECT 5");
    assertThat(texts("--exclude", "old", root + "/a")).containsExactly("SELECT 1", "SELECT 2");
    assertThat(texts("--exclude", "**/b/*.sql", "--exclude=3.sql", root + "/a"))
        .containsExactly("SELECT 1");
    assertThat(texts("--exclude", "old/", root + "/a/1.sql", root + "/a/old/3.sql"))
        .containsExactly("SELECT 1");
    assertThat(texts(root + "/a/1.sql", root + "/a")).as("once").hasSize(3);
    var none = explain("", root + "/*.none");
    assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("there is no migration in " + root + "/*.none");
    assertThat(explain("", root + "/{a").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void linksAreFollowedAndOddNamesAreNames() throws IOException {
    write("real/V1__a.sql", "SELECT 1");
    write("real/sub/V2__b.sql", "SELECT 2");
    Files.createSymbolicLink(directory.resolve("real/sub/round"), directory.resolve("real"));
    Files.createSymbolicLink(directory.resolve("real/gone.sql"), directory.resolve("nowhere"));
    write("apart/V3__c.sql", "SELECT 3");
    Files.createSymbolicLink(directory.resolve("real/linked"), directory.resolve("apart"));
    Files.createSymbolicLink(directory.resolve("link to it"), directory.resolve("real"));
    assertThat(texts(directory.resolve("link to it").toString()))
        .containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
    var odd = write("a folder/x\\V2__größe [1].sql", "CREATE INDEX i ON t (a)").toString();
    for (var format : List.of("text", "json", "github", "sarif")) {
      assertThat(check("--format", format, odd).out()).contains("V2__gr");
    }
    assertThat(check("--quiet", odd).out()).startsWith(odd + ":1:1: error");
    var none = check("a\0b");
    assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).startsWith("safeddl-check: ").doesNotContain("\tat ");
  }

  @Test
  void whatBuildToolsCopyIsNotRead() throws IOException {
    write("pom.xml", "<project/>");
    write("target/classes/V1__a.sql", "SELECT 1");
    write("node_modules/x/V1__a.sql", "SELECT 1");
    write(".git/V1__a.sql", "SELECT 1");
    write("src/target/V1__a.sql", "SELECT 'read'");
    assertThat(texts(directory.toString())).containsExactly("SELECT 'read'");
  }

  @Test
  void otherEncodingsAreRefusedWithTheirNames() throws IOException {
    for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
      var result = explain("", write("a.sql", "SELECT 1", charset).toString());
      assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err()).contains("a.sql is UTF-16").contains("save it as UTF-8");
    }
    var latin =
        explain("", write("b.sql", "SELECT\n'\u00e9'", StandardCharsets.ISO_8859_1).toString());
    assertThat(latin.err()).contains("b.sql is not UTF-8 (line 2)");
    assertThat(texts(write("c.sql", "\uFEFFSELECT 'é';\r\n").toString()))
        .containsExactly("SELECT 'é'");
    assertThat(texts(write("d.sql", "").toString())).isEmpty();
  }

  @Test
  void theTransactionIsTheToolsUnlessTheUserSaysOtherwise() throws IOException {
    var file =
        write("V1__a.sql", "INSERT INTO t VALUES (1); CREATE INDEX CONCURRENTLY i ON t (a)")
            .toString();
    assertThat(check(file).out()).doesNotContain("concurrently-in-transaction");
    write("V1__a.sql.conf", "executeInTransaction=true");
    assertThat(check(file).out()).contains("concurrently-in-transaction");
    assertThat(check("--in-transaction", "never", file).out())
        .doesNotContain("concurrently-in-transaction");
    assertThat(check("--layout", "plain", file).out())
        .doesNotContain("concurrently-in-transaction");
    assertThat(check("--layout=plain", "--in-transaction=always", file).out())
        .contains("concurrently-in-transaction");
  }

  private static Cli.Result check(String... words) {
    return Cli.run(Map.of(), "", words);
  }

  @Test
  void settingsOfTheToolsMayBeGiven() throws IOException {
    var file = write("V1__a.sql", "SELECT ${x}").toString();
    assertThat(texts("--set", "flyway.placeholders.x=42", file)).containsExactly("SELECT 42");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPipeIsReadAndNotWritten() throws IOException, InterruptedException {
    var pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    var sql = "CREATE INDEX i ON t (a);";
    var written = writer(pipe, sql);
    assertThat(texts(pipe.toString())).containsExactly("CREATE INDEX i ON t (a)");
    written.join();
    var again = writer(pipe, sql);
    var fixed = Cli.run(Map.of(), "", "--fix", pipe.toString());
    again.join();
    assertThat(fixed.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(fixed.err()).contains("pipe is no file that could be written: use - instead");
  }

  private static Thread writer(Path pipe, String sql) {
    var thread =
        new Thread(
            () -> {
              try {
                Files.writeString(pipe, sql, StandardOpenOption.WRITE);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.start();
    return thread;
  }
}
