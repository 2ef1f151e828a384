package io.safeddl.check.fix;

import io.safeddl.check.fix.Fragment.Where;
import io.safeddl.check.migration.NotRewritten;
import io.safeddl.check.migration.Splitting;
import io.safeddl.check.migration.Splitting.Piece;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceText;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.plan.Allowance;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.SetParameter;
import io.safeddl.sql.tree.Statement.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a migration that runs in one transaction where it has to be cut: what cannot run in a
 * transaction stands alone, and long work stands apart from what takes strong locks. The order
 * stays.
 */
final class Pieces {
  private final SourceFile file;
  private final boolean room;
  private final boolean wrapped;
  private final Carried carried = new Carried();
  private final List<Piece> pieces = new ArrayList<>();

  /** Statements that end with their transaction or belong to one, up to the last cut. */
  private @Nullable String bound;

  private @Nullable Where where;
  private StringBuilder text = new StringBuilder();
  private String behind = "";

  /** Settings that no statement has followed yet. */
  private final List<Pending> pending = new ArrayList<>();

  /** A setting with the comments before it. */
  private record Pending(String comments, String statement, boolean timeout) {}

  private Pieces(SourceFile file, boolean room, boolean wrapped) {
    this.file = file;
    this.room = room;
    this.wrapped = wrapped;
  }

  /**
   * The pieces.
   *
   * @param chunks all of the migration's statements
   * @param fragments what takes the place of some, by their indexes
   * @throws NotRewritten where it must not be cut
   */
  static List<Piece> of(
      SourceText source,
      Splitting splitting,
      List<Chunk> chunks,
      Map<Integer, List<Fragment>> fragments)
      throws NotRewritten {
    var file = source.file();
    var wrapped = isWrapped(chunks);
    var made = new Pieces(file, splitting.hasRoomForSettings(), wrapped);
    var inner = wrapped ? chunks.subList(1, chunks.size() - 1) : chunks;
    if (wrapped) {
      var first = chunks.get(0);
      made.pending.add(new Pending(first.before(file) + first.comments(source), "", true));
    }
    for (var chunk : inner) {
      made.add(chunk, fragments.getOrDefault(chunk.index(), List.of()));
    }
    var last = chunks.get(chunks.size() - 1);
    made.close();
    var ending = last.before(file).isBlank() ? "" : last.before(file);
    var tail =
        (wrapped ? ending + last.comments(source) : "")
            + file.text().substring(last.whole().end(), splitting.body().end());
    var end = made.pieces.size() - 1;
    var piece = made.pieces.get(end);
    made.pieces.set(end, new Piece(piece.outside(), piece.text() + tail));
    return made.pieces;
  }

  /** BEGIN and COMMIT around all of it. */
  private static boolean isWrapped(List<Chunk> chunks) {
    return chunks.size() > 2
        && chunks.get(0).read() instanceof Transaction begin
        && begin.kind() == Transaction.Kind.BEGIN
        && chunks.get(0).verdict().source().tokens().size() <= 2
        && chunks.get(chunks.size() - 1).read() instanceof Transaction commit
        && commit.kind() == Transaction.Kind.COMMIT
        && !commit.chain();
  }

  private void add(Chunk chunk, List<Fragment> fragments) throws NotRewritten {
    if (chunk.end() != ';' && chunk.end() != 0) {
      throw new NotRewritten("its statements end with another sign than the semicolon");
    }
    if (chunk.read() instanceof SetParameter set) {
      setting(chunk, set);
      return;
    }
    if (fragments.isEmpty()) {
      var kind = kind(chunk);
      open(kind);
      text.append(before(chunk)).append(statement(chunk));
      see(chunk);
      return;
    }
    var indentation = chunk.indentation(file);
    for (var i = 0; i < fragments.size(); i++) {
      var fragment = fragments.get(i);
      var cut = open(fragment.where());
      text.append(i == 0 ? before(chunk) : cut ? "" : indentation);
      text.append(fragment.sql().replace("\n", "\n" + indentation));
      var last = i == fragments.size() - 1;
      text.append(last ? behind(chunk) : ";\n");
    }
  }

  /** What stands before it; no more than a space where it did not begin its line. */
  private String before(Chunk chunk) {
    var before = chunk.before(file);
    return before.isBlank() && before.indexOf('\n') < 0 && chunk.indentation(file).isEmpty()
        ? ""
        : before;
  }

  private String statement(Chunk chunk) {
    return chunk.statement().in(file.text()) + behind(chunk);
  }

  /** With the semicolon and the line break that the last statement of a file may do without. */
  private String behind(Chunk chunk) {
    var ended = (chunk.end() == 0 ? ";" : "") + chunk.behind(file);
    return ended.endsWith("\n") ? ended : ended + "\n";
  }

  private void setting(Chunk chunk, SetParameter set) throws NotRewritten {
    if (Allowance.isSetting(set)) {
      throw new NotRewritten("SET LOCAL safeddl.allow stands in it: write a comment instead");
    }
    carried.see(set, chunk.verdict().source(), chunk.statement().in(file.text()));
    pending.add(new Pending(before(chunk), statement(chunk), Carried.isTimeout(set)));
    if (where == Where.INSIDE || where == Where.OWN) {
      flush();
      carried.areRun();
    }
  }

  /** Begins another piece where this cannot stand in the one at hand; true where it does. */
  private boolean open(Where wanted) throws NotRewritten {
    if (where == wanted && wanted != Where.OUTSIDE) {
      return false;
    }
    var isFirst = pieces.isEmpty() && where == null;
    if (!isFirst) {
      if (bound != null) {
        throw new NotRewritten(bound);
      }
      finish();
    }
    where = wanted;
    if (wanted == Where.OUTSIDE) {
      var around = carried.around(room);
      pending.forEach(it -> text.append(it.comments()));
      text.append(around.before());
      behind = around.behind();
    } else if (isFirst) {
      flush();
      carried.areRun();
    } else {
      pending.forEach(it -> text.append(it.comments()));
      text.append(carried.before(wanted));
      carried.areRun();
    }
    pending.clear();
    return true;
  }

  private void flush() {
    pending.forEach(it -> text.append(it.comments()).append(it.statement()));
    pending.clear();
  }

  /** What is set behind the last statement holds for those of other files. */
  private void close() {
    if (where == Where.OUTSIDE) {
      pending.removeIf(it -> it.timeout() || !room);
    }
    var last = new StringBuilder();
    pending.forEach(it -> last.append(it.comments()).append(it.statement()));
    text.append(behind).append(last);
    behind = "";
    finish();
  }

  private void finish() {
    if (where != null) {
      var all = text + behind;
      var sql = pieces.isEmpty() ? all : all.stripLeading();
      pieces.add(
          new Piece(
              where == Where.OUTSIDE,
              wrapped && where != Where.OUTSIDE ? "BEGIN;\n" + sql + "COMMIT;\n" : sql));
    }
    text = new StringBuilder();
    behind = "";
  }

  private static Where kind(Chunk chunk) {
    var traits = chunk.verdict().effects().traits();
    return traits.contains(Trait.FORBIDDEN_IN_TRANSACTION) ? Where.OUTSIDE : Where.INSIDE;
  }

  /** Takes note of what does not outlive its transaction, or needs all of it. */
  private void see(Chunk chunk) {
    var statement = chunk.read();
    if (statement instanceof Transaction) {
      bound = "it begins or ends transactions itself, or sets savepoints";
    } else if (isTemporary(chunk)) {
      bound = "it makes a temporary table, which another session does not see";
    } else if (statement instanceof Statement.Prepare) {
      bound = "it prepares a statement, which another session does not have";
    } else {
      var tied = Tied.transaction(chunk);
      bound = tied == null ? bound : tied;
    }
  }

  private static boolean isTemporary(Chunk chunk) {
    var statement = chunk.read();
    return (statement instanceof Statement.CreateTable table && table.temporary())
        || (statement instanceof Statement.CreateTableAs made && made.temporary())
        || (statement instanceof Statement.CreateView view && view.temporary())
        || (statement instanceof Statement.CreateSequence sequence && sequence.temporary())
        || Tied.has(chunk, "pg_temp");
  }
}
