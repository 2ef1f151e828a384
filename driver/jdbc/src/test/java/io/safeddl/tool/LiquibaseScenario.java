package io.safeddl.tool;

import io.safeddl.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The life of a database under Liquibase, command by command: what each gave. Two runs of it, each
 * with a URL of its own, can be held against each other.
 */
final class LiquibaseScenario {
  /** All but the times and the numbers made of them. */
  static final String HISTORY =
      "SELECT concat_ws('|', id, author, filename, orderexecuted, exectype, md5sum, description,"
          + " comments, tag, liquibase, contexts, labels) FROM databasechangelog"
          + " ORDER BY orderexecuted";

  static final String LOCK =
      "SELECT concat_ws('|', id, locked, lockedby) FROM databasechangeloglock";

  private static final String CHANGELOG = "changelog.xml";

  private final IsolatedTool liquibase;
  private final TestDatabase database;
  private final String url;
  private final Path changelogs;
  private final List<String> answers = new ArrayList<>();

  LiquibaseScenario(IsolatedTool liquibase, TestDatabase database, String url, Path changelogs) {
    this.liquibase = liquibase;
    this.database = database;
    this.url = url;
    this.changelogs = changelogs;
  }

  /** What Liquibase has given so far, without times and names of databases. */
  List<String> answers() {
    return answers;
  }

  /** Everything up to the tag {@code first}. */
  void updateEverything() throws IOException {
    changelog(LiquibaseChanges.FIRST);
    file("kinds.csv", "id,name\n10,ten\n11,\"eleven; and more\"\n");
    file("more-kinds.csv", "id,name\n11,eleven\n12,twelve\n");
    file(
        "view.sql",
        "CREATE VIEW named AS SELECT id, name FROM kind;\nCOMMENT ON VIEW named IS 'a; b';\n");
    run("status", Map.of("verbose", "true"));
    run("update", Map.of());
    run("update", Map.of());
    run("status", Map.of("verbose", "true"));
  }

  /** A release, back to the tag, and the release again. */
  void rollbackAndUpdate() throws IOException {
    changelog(LiquibaseChanges.FIRST + LiquibaseChanges.SECOND);
    run("update", Map.of());
    run("rollback", Map.of("tag", "first"));
    run("update", Map.of());
    run("tag", Map.of("tag", "second"));
  }

  /** What only reads. */
  void look() {
    run("snapshot", Map.of());
    run("generateChangelog", Map.of());
    run("diff", reference());
    run("updateSql", Map.of());
  }

  private Map<String, String> reference() {
    return Map.of(
        "referenceUrl",
        database.jdbcUrl(),
        "referenceUsername",
        database.user(),
        "referencePassword",
        database.password());
  }

  /** Everything is dropped and made anew. */
  void dropAndBuild() throws IOException {
    run("dropAll", Map.of());
    changelog(LiquibaseChanges.BEFORE + LiquibaseChanges.FIRST + LiquibaseChanges.SECOND);
    run("update", Map.of());
  }

  private void changelog(String changeSets) throws IOException {
    file(
        CHANGELOG,
        """
        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
              http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
        """
            + changeSets
            + "</databaseChangeLog>");
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(changelogs.resolve(name), text);
  }

  private void run(String command, Map<String, String> more) {
    var arguments = new HashMap<>(more);
    arguments.put("command", command);
    arguments.put("url", url);
    arguments.put("username", database.user());
    arguments.put("password", database.password());
    if (!List.of("snapshot", "generateChangelog", "diff", "dropAll", "tag").contains(command)) {
      arguments.put("changelogFile", CHANGELOG);
    }
    answers.add(command + ":\n" + answer(command, arguments));
  }

  private String answer(String command, Map<String, String> arguments) {
    try {
      return String.join(
          "\n",
          liquibase.run(arguments).stream()
              .filter(line -> line.startsWith("OUTPUT "))
              .map(this::withoutTimes)
              .toList());
    } catch (IllegalStateException e) {
      return Matrix.failure(command, e, database, changelogs);
    }
  }

  private String withoutTimes(String line) {
    return line.replace(database.name(), "DATABASE")
        .replaceAll("\\d{13}-", "NUMBER-")
        .replaceAll("'\\d{10}'", "'NUMBER'")
        .replaceAll("\\d+/\\d+/\\d+,? \\d+:\\d+.*", "TIME");
  }
}
