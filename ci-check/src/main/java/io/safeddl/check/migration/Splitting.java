package io.safeddl.check.migration;

import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceText.Replacement;
import io.safeddl.sql.Span;
import java.io.IOException;
import java.util.List;

/** How a tool's migration is written in several pieces that it runs apart. */
public interface Splitting {
  /**
   * One piece.
   *
   * @param outside it is one statement that cannot run in a transaction, with its settings
   * @param text its SQL, with a line break at its end
   */
  record Piece(boolean outside, String text) {}

  /**
   * What is to be written.
   *
   * @param edits of the migration's own file, in order
   * @param files others, with all of their text
   */
  record Rewriting(List<Replacement> edits, List<SourceFile> files) {
    public Rewriting {
      edits = List.copyOf(edits);
      files = List.copyOf(files);
    }
  }

  /** The part of the file that holds the statements which run on the way forward. */
  Span body();

  /** False where a piece outside of a transaction is one text that the server runs as a whole. */
  boolean hasRoomForSettings();

  /**
   * The migration in pieces, the first of them in its own place.
   *
   * @throws NotRewritten saying why not
   * @throws IOException where a file beside it cannot be read
   */
  Rewriting write(List<Piece> pieces) throws NotRewritten, IOException;
}
