package io.safeddl.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  /** The commands that send what stands before them. */
  private static final Set<String> SENDING =
      Set.of("g", "gx", "gexec", "gset", "gdesc", "crosstabview", "watch", "parse", "sendpipeline");

  /** The commands that empty psql's buffer. */
  private static final Set<String> DISCARDING = Set.of("r", "reset");

  /** Those whose argument is all of the line, whatever stands in it. */
  private static final Set<String> WHOLE_LINE =
      Set.of("!", "copy", "ef", "ev", "sf", "sf+", "sv", "sv+", "h", "help");

  public PsqlText {
    skipped = List.copyOf(skipped);
  }

  /** What a part that was blanked out is. */
  public enum Kind {
    /** A backslash command, to the end of its line, or to the {@code \\} that ends it. */
    COMMAND,
    /** {@code \;}, behind which the statement waits for the next one. */
    JOIN,
    /** {@code \gexec} and what stands on its line. */
    EXECUTION,
    /** What {@code \r} throws away, with that command. */
    DISCARDED,
    /** The lines behind COPY … FROM STDIN, with the {@code \.} that ends them. */
    COPY_DATA
  }

  /** A part that is not SQL. */
  public record Skipped(Kind kind, Span span) {}

  /** What becomes of the statements. */
  public PsqlEnds ends() {
    var joined = new HashSet<Integer>();
    var executed = new HashSet<Integer>();
    for (var it : skipped) {
      switch (it.kind()) {
        case JOIN -> joined.add(it.span().end());
        case EXECUTION -> executed.add(it.span().start());
        case COMMAND, DISCARDED, COPY_DATA -> {
          // They end no statement in a way of their own.
        }
      }
    }
    return joined.isEmpty() && executed.isEmpty() ? PsqlEnds.NONE : new PsqlEnds(joined, executed);
  }

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

    /** Where what has not been sent yet begins; -1 where all has been. */
    private int buffer = -1;

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
          buffer = isJoin(token.start()) ? buffer : -1;
        } else {
          buffer = buffer < 0 ? token.start() : buffer;
          see(token);
        }
      }
    }

    private boolean isJoin(int semicolon) {
      return !skipped.isEmpty()
          && skipped.get(skipped.size() - 1).kind() == Kind.JOIN
          && skipped.get(skipped.size() - 1).span().end() == semicolon;
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

    /**
     * A command with its arguments, and those that follow it on the line. {@code \g} and its kin
     * send what stands before them, as a semicolon does; {@code \;} is one that sends nothing yet,
     * and {@code \:} a colon that begins no variable.
     */
    private void command(int start) {
      if (file.startsWith("\\;", start) || file.startsWith("\\:", start)) {
        blank(file.charAt(start + 1) == ';' ? Kind.JOIN : Kind.COMMAND, start, start + 1);
        lexer.moveTo(start + 1);
        return;
      }
      var end = endOfLine(start);
      var at = start;
      var sends = false;
      var executes = false;
      var discards = false;
      while (at < end && file.charAt(at) == '\\') {
        var behind = endOfName(at + 1, end);
        if (behind == at + 1 && file.startsWith("\\\\", at)) {
          end = at + 2;
          break;
        }
        var name = file.substring(at + 1, behind);
        discards |= !sends && DISCARDING.contains(name);
        executes |= name.equals("gexec");
        sends |= SENDING.contains(name);
        at = takesLine(name, file.substring(behind, end)) ? end : endOfArguments(behind, end);
      }
      if (discards && buffer >= 0) {
        discard(end);
      } else {
        blank(executes ? Kind.EXECUTION : Kind.COMMAND, start, end);
        if (sends) {
          text.setCharAt(start, ';');
          endStatement();
          buffer = -1;
        }
      }
      lexer.moveTo(end);
    }

    /** What has not been sent is gone, with the commands in it. */
    private void discard(int end) {
      var first = buffer;
      skipped.removeIf(it -> it.span().start() >= first);
      blank(Kind.DISCARDED, first, end);
      endStatement();
      buffer = -1;
    }

    /** A program behind {@code |} is all of the line too. */
    private static boolean takesLine(String name, String rest) {
      return WHOLE_LINE.contains(name)
          || name.startsWith("!")
          || rest.stripLeading().startsWith("|");
    }

    private int endOfName(int from, int limit) {
      var end = from;
      while (end < limit && file.charAt(end) != '\\' && !Character.isWhitespace(file.charAt(end))) {
        end++;
      }
      return end;
    }

    /** Up to the next backslash that stands in no quotes (psql's manual page, Meta-Commands). */
    private int endOfArguments(int from, int limit) {
      var end = from;
      while (end < limit && file.charAt(end) != '\\') {
        var c = file.charAt(end);
        var close = c == '\'' || c == '"' || c == '`' ? closing(c, end, limit) : end;
        end = close + 1;
      }
      return end;
    }

    /** The quote that closes this one, or where there is none the quote itself. */
    private int closing(char quote, int at, int limit) {
      for (var i = at + 1; i < limit; i++) {
        if (quote == '\'' && file.charAt(i) == '\\') {
          i++;
        } else if (file.charAt(i) == quote) {
          return i;
        }
      }
      return at;
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
