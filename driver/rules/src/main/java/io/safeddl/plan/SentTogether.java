package io.safeddl.plan;

import io.safeddl.sql.PsqlEnds;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Statements that {@code psql} sends in one string: one transaction, where none is open and they
 * begin none themselves (manual, "Multiple Statements in a Simple Query").
 *
 * @param first indexes of the first of such statements
 * @param last indexes of the last of them
 * @param executed indexes of statements whose result is executed
 */
record SentTogether(Set<Integer> first, Set<Integer> last, Set<Integer> executed) {
  private static final SentTogether NONE = new SentTogether(Set.of(), Set.of(), Set.of());

  static SentTogether of(List<SourceStatement> sources, PsqlEnds ends, boolean inTransaction) {
    if (ends.isEmpty()) {
      return NONE;
    }
    var joined = indexes(sources, ends.joined());
    var first = new HashSet<Integer>();
    var last = new HashSet<Integer>();
    var open = inTransaction;
    for (var i = 0; i < sources.size(); i++) {
      var from = i;
      var controls = false;
      var openBefore = open;
      while (true) {
        if (StatementReader.read(sources.get(i)) instanceof Statement.Transaction it) {
          var begins = it.kind() == Statement.Transaction.Kind.BEGIN;
          controls |= begins || it.kind().ends();
          open = begins || (it.kind().ends() ? it.chain() || inTransaction : open);
        }
        if (!joined.contains(i) || i + 1 == sources.size()) {
          break;
        }
        i++;
      }
      if (i > from && !controls && !openBefore) {
        first.add(from);
        last.add(i);
      }
    }
    return new SentTogether(first, last, indexes(sources, ends.executed()));
  }

  /** The statements that end at these offsets. */
  private static Set<Integer> indexes(List<SourceStatement> sources, Set<Integer> offsets) {
    var indexes = new HashSet<Integer>();
    for (int offset : offsets) {
      var low = 0;
      var high = sources.size();
      while (low < high) {
        var middle = (low + high) >>> 1;
        if (sources.get(middle).span().start() < offset) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      indexes.add(low - 1);
    }
    return indexes;
  }
}
