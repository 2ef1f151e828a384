package io.safeddl.check.migration;

import io.safeddl.check.source.Region;
import io.safeddl.check.source.SourceText;
import io.safeddl.sql.Span;
import org.jspecify.annotations.Nullable;

/**
 * What a migration tool runs as one piece: a file of Flyway's, a changeset of Liquibase's.
 *
 * @param name as the tool calls it: a version, {@code id::author}, or the file's name
 * @param source its SQL
 * @param transaction in which transaction its tool runs it
 * @param release what is rolled out together with it; null where it has been rolled out already, so
 *     that it is followed but not judged
 * @param edited what its tool makes of it where it is not any more what it once ran
 * @param tool whose it is
 */
public record Migration(
    String name,
    SourceText source,
    InTransaction transaction,
    @Nullable String release,
    Edited edited,
    Tool tool) {
  /** Whose a piece is, and so the form in which it is written. */
  public enum Tool {
    /** A file of Flyway's. */
    FLYWAY,
    /** A changeset of Liquibase's in formatted SQL. */
    FORMATTED_SQL,
    /** A changeset of Liquibase's in XML, YAML or JSON. */
    CHANGELOG,
    /** A file of another tool's, or of none. */
    PLAIN
  }

  /** How a tool runs the statements of a piece. */
  public enum InTransaction {
    /** All in one transaction that the tool begins and ends. */
    ONE,
    /** Each by itself; what the text says of BEGIN and COMMIT counts. */
    EACH_ITS_OWN,
    /** All in one text that is sent as it is: one transaction, unless the text says otherwise. */
    ONE_TEXT
  }

  /** What a tool makes of a piece that has changed since it ran it. */
  public enum Edited {
    /** No tool remembers that it ran. */
    UNKNOWN,
    /** It stops, since the checksum is another. */
    REFUSED,
    /** It remembers the name alone and does not run it again. */
    IGNORED,
    /** It runs it again. */
    RUN_AGAIN
  }

  /** All of it, in its file. */
  public Region place() {
    return source.region(new Span(0, source.text().length()));
  }

  /** This migration, as one that has been rolled out. */
  public Migration rolledOut() {
    return new Migration(name, source, transaction, null, edited, tool);
  }

  /** This migration, run otherwise. */
  public Migration run(InTransaction other) {
    return new Migration(name, source, other, release, edited, tool);
  }

  /** This migration, as a part of that release. */
  public Migration in(String otherRelease) {
    return new Migration(name, source, transaction, otherRelease, edited, tool);
  }

  /** This migration, of a tool that does this where it has changed. */
  public Migration edited(Edited other) {
    return new Migration(name, source, transaction, release, other, tool);
  }
}
