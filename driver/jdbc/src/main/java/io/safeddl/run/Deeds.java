package io.safeddl.run;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.plan.Traces;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the texts of a transaction have done to it. They are noted as they pass, and read only when
 * somebody asks, so that the fast path stays fast.
 */
final class Deeds {
  /** As many texts are remembered; a transaction with more has done more than settings. */
  private static final int REMEMBERED = 4096;

  private final Session session;
  private final List<String> unread = new ArrayList<>();

  /** As many of the unread ones have been looked through for settings. */
  private int searched;

  private State state = State.NOTHING;
  private @Nullable String worst;
  private final Set<String> settings = new TreeSet<>();
  private final Set<String> localSettings = new TreeSet<>();

  Deeds(Session session) {
    this.session = session;
  }

  /** A text has been sent. */
  void note(String sql) {
    if (unread.size() >= REMEMBERED) {
      other("more than " + REMEMBERED + " statements");
    } else if (state != State.OTHER) {
      unread.add(sql);
    }
  }

  /** It has done something that cannot be committed early. */
  void other(String what) {
    if (state != State.OTHER) {
      state = State.OTHER;
      worst = what;
    }
  }

  /** What has been done so far. */
  State state(Catalog catalog) {
    findSettings();
    for (String sql : unread) {
      for (SourceStatement source : parse(sql)) {
        var trace = Traces.of(source, StatementReader.read(source), catalog);
        if (trace == State.OTHER) {
          other(StatementText.start(source));
        }
        state = state.or(trace);
      }
    }
    unread.clear();
    searched = 0;
    var twice = new TreeSet<String>(settings);
    twice.retainAll(localSettings);
    if (!twice.isEmpty()) {
      // SET LOCAL hides what SET gave the session: that value could not be carried over.
      other("SET and SET LOCAL of " + String.join(", ", twice));
    }
    return state;
  }

  /** The first thing that cannot be committed early, where a text or a call tells; else null. */
  @Nullable String worst() {
    return worst;
  }

  private List<SourceStatement> parse(String sql) {
    return Script.parse(sql, session.connection().getStandardConformingStrings()).statements();
  }

  private void findSettings() {
    for (; searched < unread.size(); searched++) {
      for (SourceStatement source : parse(unread.get(searched))) {
        var statement = StatementReader.read(source);
        settings.addAll(Settings.namesSetBy(source, statement));
        localSettings.addAll(Settings.namesSetLocallyBy(statement));
      }
    }
  }

  /** The session parameters that this transaction has set. */
  Set<String> settings() {
    findSettings();
    return Set.copyOf(settings);
  }

  /** The parameters that it has set for itself alone. */
  Set<String> localSettings() {
    findSettings();
    return Set.copyOf(localSettings);
  }

  /** True where the transaction can be rolled back without losing anything but settings. */
  boolean isNothing() {
    return state == State.NOTHING && unread.stream().allMatch(this::isControl);
  }

  private boolean isControl(String sql) {
    return parse(sql).stream()
        .map(StatementReader::read)
        .allMatch(
            s ->
                s instanceof Statement.SetParameter
                    || s instanceof Statement.Empty
                    || (s instanceof Statement.Transaction t
                        && t.kind() == Statement.Transaction.Kind.BEGIN));
  }

  /** What was done is done; what was set still holds. */
  void begunAnew() {
    findSettings();
    unread.clear();
    searched = 0;
    state = State.NOTHING;
    worst = null;
  }

  /** The transaction is over. */
  void clear() {
    begunAnew();
    settings.clear();
    localSettings.clear();
  }
}
