package io.safeddl.check.git;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.safeddl.check.Cli;
import io.safeddl.check.ExitCode;
import io.safeddl.check.migration.LayoutName;
import io.safeddl.check.migration.ToolSettings;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --since} judges, with a real git. */
class SinceTest {
  @TempDir private Path directory;
  private Path tree;

  @BeforeEach
  void prepare() throws Exception {
    tree = Files.createDirectory(directory.resolve("tree"));
    git(tree, "init", "-q", "-b", "main");
  }

  private static String git(Path folder, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=A", "-c", "user.email=a@example.com"));
    command.add("-c");
    command.add("protocol.file.allow=always");
    command.addAll(List.of(words));
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private void commit() throws Exception {
    git(tree, "add", ".");
    git(tree, "commit", "-q", "-m", "x");
  }

  private void write(String name, String text) throws IOException {
    var file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Cli.Result check(Path path, String... more) {
    List<String> words = new ArrayList<>(List.of("--format", "json"));
    words.addAll(List.of(more));
    words.add(path.toString());
    return Cli.run(Map.of(), "", words.toArray(String[]::new));
  }

  private static List<String> places(Cli.Result result) {
    assertThat(result.exitCode()).as(result.err()).isNotEqualTo(ExitCode.USAGE);
    JsonArray findings =
        JsonParser.parseString(result.out()).getAsJsonObject().getAsJsonArray("findings");
    List<String> places = new ArrayList<>();
    for (var finding : findings) {
      var it = finding.getAsJsonObject();
      var file = it.get("file").getAsString();
      places.add(file.substring(file.lastIndexOf('/') + 1) + ":" + it.get("line").getAsInt());
    }
    return places;
  }

  @Test
  void whatIsOlderBuildsTheSchemaAndWhatIsNewIsOneRelease() throws Exception {
    write("db/V1__t.sql", "CREATE TABLE t (id int, old varchar(10));\nCREATE TABLE u (id int);");
    write("db/V2__i.sql", "CREATE INDEX i ON t (id);");
    write("db/V4__later.sql", "ALTER TABLE t DROP COLUMN old;");
    commit();
    git(tree, "checkout", "-q", "-b", "work");
    // One committed, one not, and one whose version is older than the newest.
    write("db/V5__w.sql", "CREATE TABLE w (id int);");
    commit();
    write("db/V6__x.sql", "CREATE INDEX x ON w (id);\nCREATE INDEX y ON u (id);");
    write("db/V3__late.sql", "ALTER TABLE t ALTER COLUMN old TYPE text;");
    assertThat(places(check(tree))).contains("V2__i.sql:1", "V4__later.sql:1");
    var since = check(tree, "--since", "main");
    assertThat(places(since)).contains("V6__x.sql:2").doesNotContain("V2__i.sql:1");
    git(tree, "add", ".");
    git(tree, "commit", "-q", "-m", "x");
    assertThat(places(check(tree, "--since", "HEAD"))).isEmpty();
  }

  @Test
  void onlyTheChangesetsThatAreNewAreJudged() throws Exception {
    var first =
        """
        --liquibase formatted sql
        --changeset a:1
        CREATE TABLE t (id int);
        --changeset a:2
        CREATE INDEX i ON t (id);
        """;
    write("a.sql", first);
    commit();
    write("a.sql", first + "--changeset a:3\nCREATE INDEX j ON t (id);\n");
    assertThat(places(check(tree.resolve("a.sql"), "--since", "main"))).containsOnly("a.sql:7");
  }

  @Test
  void aMigrationThatWasRolledOutAndHasChangedIsSaid() throws Exception {
    write("V1__t.sql", "CREATE TABLE t (id int);");
    write("V2__i.sql", "CREATE INDEX i ON t (id);");
    write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM t;");
    commit();
    write("V1__t.sql", "CREATE TABLE t (id bigint);");
    write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS id FROM t;");
    var files = new ArrayList<SourceFile>();
    for (var name : List.of("V1__t.sql", "V2__i.sql", "R__v.sql")) {
      files.add(SourceReader.read(tree.resolve(name)));
    }
    var migrations = LayoutName.auto.layout(ToolSettings.NONE).read(files);
    var judged = Since.judge(migrations, Changes.since("main", files));
    assertThat(judged.ordered())
        .extracting(it -> it.name() + " " + it.release())
        .containsExactly(
            "1 1, edited since main", "2 null", "R__v.sql null", "R__v.sql since main");
    assertThat(judged.notes())
        .singleElement()
        .extracting(it -> it.text())
        .asString()
        .startsWith("1 was there at the merge base with main and has changed");
  }

  @Test
  void whatWasRolledOutBehindAnEditedMigrationIsNotNew() throws Exception {
    write("V1__t.sql", "CREATE TABLE t (id int);");
    write("V2__u.sql", "CREATE TABLE u (id int);");
    commit();
    write("V1__t.sql", "CREATE TABLE t (id bigint);");
    write("V3__i.sql", "CREATE INDEX i ON u (id);");
    assertThat(places(check(tree, "--since", "main"))).contains("V3__i.sql:1");
  }

  @Test
  void whatIsInTheWayIsSaid() throws Exception {
    write("V1__t.sql", "CREATE TABLE t (id int);");
    assertThat(check(tree, "--since", "HEAD").err()).contains("there is no commit HEAD");
    commit();
    git(tree, "branch", "feature/orders");
    assertThat(check(tree, "--since", "feature/order").err())
        .contains("there is no commit feature/order; did you mean feature/orders?");
    assertThat(check(tree, "--since", "--output=x").exitCode()).isEqualTo(ExitCode.USAGE);
    var outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("V1__t.sql"), "SELECT 1");
    var result = check(outside, "--since", "main");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("needs a git work tree");
  }

  @Test
  void aShallowCloneIsToldHowToBecomeWhole() throws Exception {
    write("V1__t.sql", "CREATE TABLE t (id int);");
    commit();
    git(tree, "branch", "old");
    write("V2__t.sql", "CREATE TABLE u (id int);");
    commit();
    git(directory, "clone", "-q", "--depth", "1", tree.toUri().toString(), "clone");
    var result = check(directory.resolve("clone"), "--since", "origin/old");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("fetch-depth: 0");
  }

  @Test
  void whatIsRunAgainMeetsWhatItHasMade() throws Exception {
    var table =
        """
        SET LOCAL lock_timeout = '1s';
        CREATE TABLE IF NOT EXISTS t (a int);
        CREATE INDEX IF NOT EXISTS i ON t (a);
        """;
    write("db/R__t.sql", table);
    write("db/c.sql", "--liquibase formatted sql\n--changeset a:1 runOnChange:true\n" + table);
    commit();
    write("db/R__t.sql", table + "CREATE INDEX IF NOT EXISTS j ON t (a);\n");
    assertThat(places(check(tree.resolve("db/R__t.sql"), "--since", "HEAD")))
        .contains("R__t.sql:4")
        .doesNotContain("R__t.sql:3");
    write(
        "db/c.sql",
        "--liquibase formatted sql\n--changeset a:1 runOnChange:true\n"
            + table
            + "CREATE INDEX IF NOT EXISTS j ON t (a);\n");
    assertThat(places(check(tree.resolve("db/c.sql"), "--since", "HEAD")))
        .contains("c.sql:6")
        .doesNotContain("c.sql:5");
  }
}
