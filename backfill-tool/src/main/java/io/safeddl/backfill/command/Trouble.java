package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.recipe.RecipeException;
import io.safeddl.backfill.spec.SpecException;
import io.safeddl.backfill.state.StateException;
import io.safeddl.backfill.target.ProbeException;
import io.safeddl.backfill.target.TargetException;
import io.safeddl.jdbc.UnsafeDdlException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * What went wrong, in words that say what to do, and the exit code: 2 where the command was wrong
 * as it was given (a spec that does not fit the database, a server that is not there, rights that
 * are missing), 1 where it was right and could not be finished.
 *
 * @param code of {@link ExitCode}
 */
record Trouble(String message, int code) {
  /** What to do about errors of the server, by SQLSTATE or by its class (manual, appendix A). */
  private static final Map<String, String> ADVICE =
      Map.ofEntries(
          Map.entry(
              "22",
              "A value does not fit. `run` puts such rows aside with their keys (backfill_quarantine),"
                  + " and `verify` names them"),
          Map.entry(
              "23502",
              "The new column is NULL in rows where the old one is not: what `using` gives for them"
                  + " is NULL. `verify` names rows that are not as the spec wants them; else change"
                  + " the spec (`rollback` first)"),
          Map.entry(
              "23503",
              "The new value of a row is not in the table that the foreign key points at. Put the"
                  + " rows right, or change `using` (`rollback` first)"),
          Map.entry(
              "23505",
              "A new value is there twice where it has to be unique: two old values have become the"
                  + " same. Put the rows right, or change `using` (`rollback` first); then run this"
                  + " again"),
          Map.entry(
              "23514",
              "Rows do not satisfy it: of a NOT NULL or CHECK of the old column the new one has rows"
                  + " that break it, such as NULL where `using` gives none. `verify` names rows that"
                  + " are not as the spec wants them; else change `using` (`rollback` first)"),
          Map.entry("2BP01", "Drop what uses it, or make it anew on the column that stays"),
          Map.entry("25006", "The server is a standby or read-only: name the primary"),
          Map.entry("3D000", "Name the database in --url, or set PGDATABASE"),
          Map.entry("28", "Which role and password: --user, --password, or PGUSER, PGPASSWORD"),
          Map.entry("40", "Somebody else's transaction was in the way. Run it again"),
          Map.entry(
              "42501",
              "The phases want a role that owns the table, with CREATE on its schema; the first"
                  + " command also CREATE on the database, for the schema of the state; `run` wants"
                  + " SELECT and UPDATE on the table and the right to write the tables of the state."
                  + " GRANT it, or use another role (--user)"),
          Map.entry(
              "42701",
              "Another process has done the same at the same time. Run it again: it looks first at"
                  + " what is there"),
          Map.entry(
              "42P07",
              "Another process builds the same at the same time, or something else has the name."
                  + " Run it again when that has ended, or rename it"),
          Map.entry("53", "The server has no room left for it. Run it again when it has"),
          Map.entry("55P03", "Somebody holds the lock. Run it again"),
          Map.entry("57014", "It was cancelled, or a time limit was reached. Run it again"),
          Map.entry("08", "Run it again: it goes on where it was"),
          Map.entry("57P", "Run it again: it goes on where it was"));

  /** These are about who connects, and with which rights: the command cannot begin. */
  private static final String OF_THE_CALL = "25006|3D...|28...|42501";

  /**
   * What a command has run into.
   *
   * @param who the command, and the role
   */
  static Trouble of(Exception e, String who) {
    if (e instanceof RecipeException) {
      return new Trouble(text(e), ExitCode.NOT_FINISHED);
    }
    if (e instanceof StateException
        || e instanceof TargetException
        || e instanceof ProbeException
        || e instanceof SpecException) {
      return new Trouble(text(e), ExitCode.USAGE);
    }
    if (e instanceof UnreachableException unreachable) {
      return new Trouble(
          text(e) + advice(unreachable.getSQLState(), "28|3D|42").map(it -> ". " + it).orElse(""),
          ExitCode.USAGE);
    }
    if (e instanceof UnsafeDdlException) {
      return new Trouble(text(e), ExitCode.NOT_FINISHED);
    }
    if (e instanceof SQLException failure) {
      var state = failure.getSQLState() == null ? "" : failure.getSQLState();
      return new Trouble(
          who
              + ": "
              + text(e)
              + ". "
              + advice(state, "").orElse("Run it again when that is mended"),
          state.matches(OF_THE_CALL) ? ExitCode.USAGE : ExitCode.NOT_FINISHED);
    }
    if (e instanceof NoSuchFileException) {
      return new Trouble("there is no file " + e.getMessage(), ExitCode.USAGE);
    }
    return new Trouble(
        (e instanceof IOException ? "a file cannot be read: " : "") + text(e), ExitCode.USAGE);
  }

  private static Optional<String> advice(String state, String only) {
    if (state == null || (!only.isEmpty() && !state.matches("(" + only + ").*"))) {
      return Optional.empty();
    }
    for (var length = state.length(); length > 1; length--) {
      var advice = ADVICE.get(state.substring(0, length));
      if (advice != null) {
        return Optional.of(advice);
      }
    }
    return Optional.empty();
  }

  /** What could not be undone behind it is told too. */
  private static String text(Exception e) {
    var text = new StringBuilder(String.valueOf(e.getMessage()).strip());
    for (var also : e.getSuppressed()) {
      text.append("\nand then: ").append(also.getMessage());
    }
    return text.toString();
  }
}
