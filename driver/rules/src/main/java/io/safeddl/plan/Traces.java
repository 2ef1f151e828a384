package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Volatility;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.sql.Keywords;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a statement of the tool has done to its transaction, by its text: whether the transaction
 * could be ended early and begun anew without anybody noticing (design section 4, "Transactions and
 * the journal"). What a text cannot tell, the runner asks the server.
 */
public final class Traces {
  /** Volatile functions that leave nothing in the transaction; session locks outlive it. */
  private static final Set<String> HARMLESS =
      Set.of(
          "set_config",
          "pg_advisory_lock",
          "pg_advisory_lock_shared",
          "pg_try_advisory_lock",
          "pg_try_advisory_lock_shared",
          "pg_advisory_unlock",
          "pg_advisory_unlock_shared",
          "pg_advisory_unlock_all",
          "pg_sleep",
          "clock_timestamp",
          "timeofday",
          "random",
          "gen_random_uuid");

  /** {@code FOR UPDATE} and its like lock rows. */
  private static final Set<String> LOCKING = Set.of("update", "share", "no", "key");

  /** Words that stand before a parenthesis and are no function, beside the reserved ones. */
  private static final Set<String> SYNTAX = Set.of("over", "within", "filter", "rows", "range");

  private static final Set<String> UNTRACKED =
      Set.of(
          "LISTEN",
          "UNLISTEN",
          "NOTIFY",
          "DECLARE CURSOR",
          "DECLARE",
          "FETCH",
          "MOVE",
          "CLOSE",
          "CLOSE CURSOR",
          "EXECUTE",
          "PREPARE",
          "DEALLOCATE",
          "DEALLOCATE ALL",
          "DISCARD ALL",
          "DISCARD PLANS",
          "DISCARD SEQUENCES",
          "DISCARD TEMP",
          "LOAD");

  private static final Pattern SETTING = Pattern.compile("[a-z_][a-z0-9_.]*");

  private Traces() {}

  /** True for what changes the schema and leaves nothing else behind: what the journal keeps. */
  public static boolean isDdl(Statement statement) {
    return !(statement instanceof Statement.Data) && ofOthers(statement) == State.DDL_ONLY;
  }

  /** What this statement does, or did. */
  public static State of(SourceStatement source, Statement statement, Catalog catalog) {
    if (statement instanceof Statement.Data data) {
      return data.target() == null && isHarmlessQuery(source.tokens(), catalog)
          ? State.NOTHING
          : State.OTHER;
    }
    return ofOthers(statement);
  }

  private static State ofOthers(Statement statement) {
    if (statement instanceof Statement.Empty) {
      return State.NOTHING;
    }
    if (statement instanceof Statement.SetParameter set) {
      return ofSetting(set);
    }
    if (statement instanceof Statement.Explain explain) {
      return explain.analyze() ? State.OTHER : State.NOTHING;
    }
    if (statement instanceof Statement.Transaction transaction) {
      return transaction.kind() == Statement.Transaction.Kind.BEGIN ? State.NOTHING : State.OTHER;
    }
    if (statement instanceof Statement.Other other) {
      return ofOther(other.tag());
    }
    return isOpaque(statement) ? State.OTHER : State.DDL_ONLY;
  }

  private static boolean isOpaque(Statement statement) {
    return statement instanceof Statement.Copy
        || statement instanceof Statement.Block
        || statement instanceof Statement.Prepare
        || statement instanceof Statement.LockTable
        || statement instanceof Statement.Truncate
        || statement instanceof Statement.Unrecognized
        || isTemporary(statement);
  }

  /** Gone with the session, or at the very commit: it could not be there when a run goes on. */
  private static boolean isTemporary(Statement statement) {
    return (statement instanceof Statement.CreateTable table && table.temporary())
        || (statement instanceof Statement.CreateTableAs filled && filled.temporary())
        || (statement instanceof Statement.CreateView view && view.temporary())
        || (statement instanceof Statement.CreateSequence sequence && sequence.temporary());
  }

  private static State ofOther(String tag) {
    return tag.equals("SHOW")
        ? State.NOTHING
        : UNTRACKED.contains(tag) ? State.OTHER : State.DDL_ONLY;
  }

  private static State ofSetting(Statement.SetParameter set) {
    if (Allowance.isSetting(set)) {
      return State.NOTHING;
    }
    // Of what RESET ALL and a quoted name change, the values cannot be carried over.
    return !SETTING.matcher(settingName(set.name())).matches() || set.name().equals("all")
        ? State.OTHER
        : State.NOTHING;
  }

  /** The parameter behind the special spellings of SET. */
  public static String settingName(String written) {
    return switch (written) {
      case "time zone" -> "timezone";
      case "names" -> "client_encoding";
      case "session authorization" -> "session_authorization";
      case "schema" -> "search_path";
      default -> written;
    };
  }

  private static boolean isHarmlessQuery(List<Token> tokens, Catalog catalog) {
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.get(i).isSymbol("(") && !isHarmlessCall(tokens, i, catalog)) {
        return false;
      }
      if (tokens.get(i - 1).is("for") && LOCKING.contains(tokens.get(i).value())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHarmlessCall(List<Token> tokens, int parenthesis, Catalog catalog) {
    var word = tokens.get(parenthesis - 1);
    boolean quoted = word.kind() == Token.Kind.QUOTED_IDENTIFIER;
    if (word.kind() != Token.Kind.WORD && !quoted) {
      return true;
    }
    boolean qualified = parenthesis >= 3 && tokens.get(parenthesis - 2).isSymbol(".");
    if (!qualified
        && !quoted
        && (SYNTAX.contains(word.value()) || Keywords.mustBeQuoted(word.value()))) {
      return true;
    }
    var schema = qualified ? tokens.get(parenthesis - 3).value() : null;
    if (HARMLESS.contains(word.value()) && (schema == null || schema.equals("pg_catalog"))) {
      return !word.value().equals("set_config") || settingOfCall(tokens, parenthesis) != null;
    }
    var volatility = catalog.volatility(QualifiedName.of(schema, word.value()));
    return volatility == Volatility.IMMUTABLE || volatility == Volatility.STABLE;
  }

  /**
   * The parameter that {@code set_config('name', …, false)} sets, or null where the call is of
   * another shape.
   *
   * @param parenthesis the position of its opening parenthesis
   */
  public static @Nullable String settingOfCall(List<Token> tokens, int parenthesis) {
    int depth = 0;
    for (int i = parenthesis; i < tokens.size(); i++) {
      if (tokens.get(i).isSymbol("(")) {
        depth++;
      } else if (tokens.get(i).isSymbol(")") && --depth == 0) {
        boolean plain =
            tokens.get(parenthesis + 1).kind() == Token.Kind.STRING
                && tokens.get(parenthesis + 2).isSymbol(",")
                && tokens.get(i - 1).is("false")
                && tokens.get(i - 2).isSymbol(",");
        return plain ? tokens.get(parenthesis + 1).value().toLowerCase(Locale.ROOT) : null;
      }
    }
    return null;
  }
}
