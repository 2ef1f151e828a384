package io.safeddl.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Liquibase 5 with one changelog, {@code changelog.xml}, in a folder. */
record LiquibaseFolder(Path folder) {
  /** Writes the changelog. */
  void changes(String changeSets) throws IOException {
    Files.writeString(
        folder.resolve("changelog.xml"),
        """
        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
              http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
        """
            + changeSets
            + "</databaseChangeLog>");
  }

  /** Runs it through the driver. */
  List<String> update(LargeTable table) {
    try (var liquibase = IsolatedTool.of(LiquibaseRunner.class, "liquibase-5", folder)) {
      return liquibase.run(
          Map.of(
              "url", table.database().safeDdlUrl(),
              "username", table.database().user(),
              "password", table.database().password(),
              "changelogFile", "changelog.xml"));
    }
  }
}
