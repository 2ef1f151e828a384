package io.safeddl.check.fix;

import io.safeddl.check.fix.Fragment.Where;
import io.safeddl.check.migration.NotRewritten;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceText;
import io.safeddl.check.source.SourceText.Replacement;
import io.safeddl.sql.Script;
import io.safeddl.sql.Span;
import io.safeddl.sql.tree.Statement.SetParameter;
import io.safeddl.sql.tree.Statement.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts steps in the place of statements that are run each by itself. A transaction that the text
 * begins itself is ended before what cannot run in it, and begun again behind.
 */
final class InPlace {
  private static final String COMMIT = "COMMIT";

  private final SourceText source;
  private final SourceFile file;
  private final List<Chunk> chunks;
  private final Map<Integer, List<String>> texts = new TreeMap<>();
  private final List<Chunk> removed = new ArrayList<>();

  /** The BEGIN whose transaction is open: of the text, or the last line of what took a place. */
  private @Nullable Chunk begin;

  private @Nullable List<String> begunIn;
  private boolean open;

  /** Nothing but settings has followed it. */
  private boolean empty;

  /** Why it must not be cut: savepoints, locks that are to be kept, and the like. */
  private @Nullable String bound;

  private final List<Chunk> locals = new ArrayList<>();

  private InPlace(SourceText source, List<Chunk> chunks) {
    this.source = source;
    this.file = source.file();
    this.chunks = chunks;
  }

  /**
   * The edits of the file.
   *
   * @throws NotRewritten where a transaction must not be cut
   */
  static List<Replacement> edits(
      SourceText source, List<Chunk> chunks, Map<Integer, List<Fragment>> fragments)
      throws NotRewritten {
    var made = new InPlace(source, chunks);
    for (var i = 0; i < chunks.size(); i++) {
      made.add(i, fragments.getOrDefault(chunks.get(i).index(), List.of()));
    }
    return made.edits();
  }

  private void add(int i, List<Fragment> fragments) throws NotRewritten {
    var chunk = chunks.get(i);
    if (fragments.isEmpty()) {
      follow(chunk);
      return;
    }
    if (fragments.size() > 1 && chunk.end() != ';' && chunk.end() != '\\' && chunk.end() != 0) {
      throw new NotRewritten("its statements end with another sign than the semicolon");
    }
    var lines = open ? inTransaction(fragments, i) : byItself(fragments);
    texts.put(i, lines);
  }

  /** Fragments that run one after the other, those of several statements in a transaction. */
  static List<String> byItself(List<Fragment> fragments) {
    List<String> lines = new ArrayList<>();
    for (var fragment : fragments) {
      var together = Script.parse(fragment.sql()).statements().size() > 1;
      lines.add(together ? "BEGIN;\n" + fragment.sql() + ";\n" + COMMIT : fragment.sql());
    }
    return lines;
  }

  private List<String> inTransaction(List<Fragment> fragments, int i) throws NotRewritten {
    List<String> lines = new ArrayList<>();
    for (var fragment : fragments) {
      if (fragment.where() == Where.INSIDE) {
        begin(lines);
        empty = false;
      } else {
        if (open && !isCommitted(i)) {
          throw new NotRewritten("its transaction does not end with COMMIT in this file");
        }
        commit(lines);
      }
      lines.add(fragment.sql());
    }
    if (!open && next(i) instanceof Transaction it && it.kind() == Transaction.Kind.COMMIT) {
      removed.add(chunks.get(i + 1));
    } else {
      begin(lines);
    }
    return lines;
  }

  /** False where what is done in the transaction is taken back in the end, or by somebody else. */
  private boolean isCommitted(int i) {
    return chunks.stream()
        .skip(i + 1L)
        .map(Chunk::read)
        .filter(Transaction.class::isInstance)
        .map(it -> ((Transaction) it).kind())
        .filter(Transaction.Kind::ends)
        .findFirst()
        .filter(it -> it == Transaction.Kind.COMMIT)
        .isPresent();
  }

  private @Nullable Object next(int i) {
    return i + 1 < chunks.size() ? chunks.get(i + 1).read() : null;
  }

  private void begin(List<String> lines) {
    if (!open) {
      lines.add("BEGIN");
      locals.forEach(it -> lines.add(it.statement().in(file.text())));
      open = true;
      empty = true;
      begin = null;
      begunIn = lines;
    }
  }

  /** Ends the transaction; one in which nothing was done is taken back instead. */
  private void commit(List<String> lines) throws NotRewritten {
    if (!open) {
      return;
    }
    if (begin != null && begin.verdict().source().tokens().size() > 2) {
      throw new NotRewritten("its BEGIN names an isolation or access mode");
    }
    if (bound != null) {
      throw new NotRewritten(bound);
    }
    open = false;
    if (!empty) {
      lines.add(COMMIT);
    } else if (begin != null) {
      removed.add(begin);
      removed.addAll(locals);
    } else if (begunIn != null) {
      begunIn.subList(begunIn.size() - 1 - locals.size(), begunIn.size()).clear();
    }
  }

  private void follow(Chunk chunk) {
    if (chunk.read() instanceof Transaction transaction) {
      switch (transaction.kind()) {
        case BEGIN -> {
          open = true;
          empty = true;
          begin = chunk;
          begunIn = null;
          locals.clear();
        }
        case COMMIT, ROLLBACK, PREPARE -> open = transaction.chain();
        default -> {
          empty = false;
          bound = open ? "it sets savepoints, or how its transaction is run" : bound;
        }
      }
      bound = open ? bound : null;
    } else if (open && chunk.read() instanceof SetParameter set && set.local()) {
      locals.add(chunk);
    } else {
      empty = empty && chunk.read() instanceof SetParameter;
      var tied = open ? Tied.transaction(chunk) : null;
      bound = tied == null ? bound : tied;
    }
  }

  private List<Replacement> edits() {
    Map<Integer, Replacement> edits = new TreeMap<>();
    texts.forEach(
        (i, lines) -> {
          var chunk = chunks.get(i);
          var indentation = chunk.indentation(file);
          var text = String.join(";\n", lines).replace("\n", "\n" + indentation);
          edits.put(chunk.statement().start(), new Replacement(chunk.statement(), text));
        });
    for (var chunk : removed) {
      var span = new Span(chunk.statement().start(), chunk.whole().end());
      var comments = chunk.comments(source).replace("\n", "\n" + chunk.indentation(file));
      var kept = chunk.text(file).endsWith("\n") ? comments : comments.stripTrailing();
      edits.put(span.start(), new Replacement(span, kept));
    }
    return List.copyOf(edits.values());
  }
}
