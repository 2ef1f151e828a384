package io.safeddl.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file as {@code psql} reads it: besides SQL it holds {@code psql}'s own commands, and the data
 * of {@code COPY … FROM STDIN} (psql's manual page, Meta-Commands; manual, COPY). Both are blanked
 * out here, so that what is left is SQL in which every offset is still the file's.
 *
 * @param text of the length of the file's
 * @param skipped what was blanked out, in the order of the file
 */
public record PsqlText(String text, List<Skipped> skipped) {
  private static final String END_OF_DATA = "\\.";

  public PsqlText {
    skipped = List.copyOf(skipped);
  }

  /** What a part that was blanked out is. */
  public enum Kind {
    /** A backslash command, to the end of its line. */
    COMMAND,
    /** The lines behind COPY … FROM STDIN, with the {@code \.} that ends them. */
    COPY_DATA
  }

  /** A part that is not SQL. */
  public record Skipped(Kind kind, Span span) {}

  /** Reads a file's text. */
  public static PsqlText read(String file) {
    return file.indexOf('\\') < 0 ? new PsqlText(file, List.of()) : new Reader(file).read();
  }

  private static final class Reader {
    private final String file;
    private final Lexer lexer;
    private final StringBuilder text;
    private final List<Skipped> skipped = new ArrayList<>();

    /** How much of {@code COPY … FROM STDIN} the statement has shown so far. */
    private boolean begins = true;

    private boolean copy;
    private boolean fromStdin;
    private @Nullable Token previous;

    /** No line that ends data is left in the file. */
    private boolean endless;

    Reader(String file) {
      this.file = file;
      this.lexer = new Lexer(file, true);
      this.text = new StringBuilder(file);
    }

    PsqlText read() {
      while (true) {
        while (lexer.skipComment()) {
          // A backslash in a comment is no command.
        }
        var token = lexer.next();
        if (token == null) {
          return skipped.isEmpty()
              ? new PsqlText(file, List.of())
              : new PsqlText(text.toString(), skipped);
        }
        if (file.charAt(token.start()) == '\\') {
          command(token.start());
        } else if (token.isSymbol(";")) {
          if (copy && fromStdin) {
            data(endOfLine(token.end()));
          }
          endStatement();
        } else {
          see(token);
        }
      }
    }

    private void see(Token token) {
      copy |= begins && token.is("copy");
      fromStdin |= copy && previous != null && previous.is("from") && token.is("stdin");
      begins = false;
      previous = token;
    }

    private void endStatement() {
      begins = true;
      copy = false;
      fromStdin = false;
      previous = null;
    }

    /** {@code \g} and its kin send what stands before them, as a semicolon does. */
    private void command(int start) {
      var end = endOfLine(start);
      blank(Kind.COMMAND, start, end);
      var second = start + 1 < file.length() ? file.charAt(start + 1) : '\n';
      if (second == 'g' || second == ';') {
        text.setCharAt(start, ';');
        endStatement();
      }
      lexer.moveTo(end);
    }

    private void data(int endOfStatementLine) {
      var first = Math.min(endOfStatementLine + 1, file.length());
      for (var begin = first; begin < file.length() && !endless; ) {
        var end = endOfLine(begin);
        if (isEndOfData(begin, end)) {
          blank(Kind.COPY_DATA, first, end);
          lexer.moveTo(end);
          return;
        }
        begin = end + 1;
      }
      // Without its end it is no data of psql's: some other tool reads it from elsewhere.
      endless = true;
    }

    private boolean isEndOfData(int begin, int end) {
      var length = end > begin && file.charAt(end - 1) == '\r' ? end - 1 - begin : end - begin;
      return length == END_OF_DATA.length() && file.startsWith(END_OF_DATA, begin);
    }

    private int endOfLine(int from) {
      var end = file.indexOf('\n', from);
      return end < 0 ? file.length() : end;
    }

    private void blank(Kind kind, int start, int end) {
      for (var i = start; i < end; i++) {
        if (file.charAt(i) != '\n' && file.charAt(i) != '\r') {
          text.setCharAt(i, ' ');
        }
      }
      skipped.add(new Skipped(kind, new Span(start, end)));
    }
  }
}
