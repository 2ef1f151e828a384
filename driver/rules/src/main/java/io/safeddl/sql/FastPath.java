package io.safeddl.sql;

/**
 * Tells, without reading it, that a statement cannot change a schema or a whole table: one SELECT
 * without INTO, one INSERT of VALUES, one UPDATE or DELETE whose WHERE compares a column with a
 * value.
 *
 * <p>It may say no to anything, and does where the meaning depends on a setting (a backslash in a
 * string) or on the version; its yes is final. It allocates nothing and goes over the text once.
 */
public final class FastPath {
  private final String sql;
  private int position;
  private int wordStart;
  private boolean nameFollows;

  private FastPath(String sql) {
    this.sql = sql;
  }

  /** True where the text needs no reading. */
  public static boolean passes(String sql) {
    return new FastPath(sql).passes();
  }

  /** The kinds of what {@link #next()} goes over. */
  private static final int END = 0;

  private static final int WORD = 1;
  private static final int OPEN = 2;
  private static final int CLOSE = 3;
  private static final int EQUALS = 4;
  private static final int VALUE = 5;
  private static final int NAME = 6;
  private static final int DOT = 7;
  private static final int COMMA = 8;
  private static final int OTHER = 9;
  private static final int SEMICOLON = 10;
  private static final int DOUBT = 11;

  private boolean passes() {
    if (next() != WORD) {
      return false;
    }
    if (isWord("select")) {
      return selects();
    }
    if (isWord("insert")) {
      return inserts();
    }
    return (isWord("update") || isWord("delete")) && changesByKey();
  }

  /** Everything but INTO, which makes a table; a column of that name is read by the reader. */
  private boolean selects() {
    int depth = 0;
    while (true) {
      switch (next()) {
        case END -> {
          return depth == 0;
        }
        case SEMICOLON -> {
          return depth == 0 && next() == END;
        }
        case OPEN -> depth++;
        case CLOSE -> depth--;
        case WORD -> {
          if (isWord("into")) {
            return false;
          }
        }
        case DOUBT -> {
          return false;
        }
        default -> {}
      }
      if (depth < 0) {
        return false;
      }
    }
  }

  /** VALUES outside of parentheses, and no other query anywhere. */
  private boolean inserts() {
    if (next() != WORD || !isWord("into")) {
      return false;
    }
    int name = next(); // a table may be called "values"
    if (name != WORD && name != NAME) {
      return false;
    }
    int depth = 0;
    boolean values = false;
    while (true) {
      switch (next()) {
        case END -> {
          return values && depth == 0;
        }
        case SEMICOLON -> {
          return values && depth == 0 && next() == END;
        }
        case OPEN -> depth++;
        case CLOSE -> depth--;
        case WORD -> {
          values |= depth == 0 && isWord("values");
          if (isQuery()) {
            return false;
          }
        }
        case DOUBT -> {
          return false;
        }
        default -> {}
      }
      if (depth < 0) {
        return false;
      }
    }
  }

  private boolean isQuery() {
    return isWord("select")
        || isWord("table")
        || isWord("with")
        || isWord("union")
        || isWord("intersect")
        || isWord("except");
  }

  /**
   * {@code WHERE … AND [alias.]column = value AND …}, where nothing outside of parentheses can turn
   * that comparison into something else.
   */
  private boolean changesByKey() {
    int depth = 0;
    boolean where = false;
    boolean pinned = false;
    if (isWord("delete") && (next() != WORD || !isWord("from"))) {
      return false;
    }
    int kind = next();
    while (true) {
      switch (kind) {
        case END -> {
          return pinned && depth == 0;
        }
        case SEMICOLON -> {
          return pinned && depth == 0 && next() == END;
        }
        case OPEN -> depth++;
        case CLOSE -> depth--;
        case WORD -> {
          if (depth == 0) {
            if (where && isAnyOf("or", "not", "between", "case")) {
              return false;
            }
            if (where && isWord("returning")) {
              return pinned && selects();
            }
            boolean begins = where ? isWord("and") : isWord("where");
            where |= begins;
            if (begins) {
              kind = next();
              if (isColumn(kind)) {
                kind = comparison();
                if (kind < 0) {
                  pinned = true;
                  kind = -kind - 1;
                }
              }
              continue;
            }
            if (!where && isAnyOf("from", "using")) {
              return false;
            }
          }
        }
        case DOUBT -> {
          return false;
        }
        default -> {}
      }
      if (depth < 0) {
        return false;
      }
      kind = next();
    }
  }

  private boolean isColumn(int kind) {
    return kind == NAME || (kind == WORD && !isAnyOf("or", "not", "between", "case"));
  }

  /**
   * Behind a column: goes on past {@code [.column …] = value}. Gives the kind that follows;
   * negative and less one where the whole was a comparison that AND or the end follows.
   */
  private int comparison() {
    int kind = next();
    while (kind == DOT) {
      kind = next();
      if (kind != NAME && kind != WORD) {
        return kind;
      }
      kind = next();
    }
    if (kind != EQUALS) {
      return kind;
    }
    kind = next();
    if (kind != VALUE) {
      return kind;
    }
    kind = next();
    boolean whole =
        kind == END
            || kind == SEMICOLON
            || (kind == WORD && (isWord("and") || isWord("returning")));
    return whole ? -kind - 1 : kind;
  }

  private boolean isAnyOf(String first, String second) {
    return isWord(first) || isWord(second);
  }

  private boolean isAnyOf(String first, String second, String third, String fourth) {
    return isAnyOf(first, second) || isAnyOf(third, fourth);
  }

  /** Goes over one token. Behind a dot and behind AS every word is a name. */
  private int next() {
    int kind = scan();
    if (nameFollows && kind == WORD) {
      kind = NAME;
    }
    nameFollows = kind == DOT || (kind == WORD && isWord("as"));
    return kind;
  }

  private int scan() {
    skipSpaceAndComments();
    if (position >= sql.length()) {
      return END;
    }
    char c = sql.charAt(position);
    if (Lexer.isIdentifierStart(c)) {
      return word();
    }
    if (Lexer.isDigit(c)) {
      return number();
    }
    position++;
    return switch (c) {
      case '(' -> OPEN;
      case ')' -> CLOSE;
      case ';' -> SEMICOLON;
      case ',' -> COMMA;
      case '.' -> Lexer.isDigit(at(position)) ? number() : at(position) == '.' ? DOUBT : DOT;
      case '\'' -> string();
      case '"' -> quotedName();
      case '$' -> Lexer.isDigit(at(position)) ? number() : DOUBT;
      case '?' -> isOperator(at(position)) ? OTHER : VALUE;
      case '=' -> isOperator(at(position)) && at(position) != '?' ? OTHER : EQUALS;
      case '/', '-' -> isComment(c) ? DOUBT : operator();
      default -> c == ':' || c == '[' || c == ']' ? OTHER : isOperator(c) ? operator() : DOUBT;
    };
  }

  private boolean isComment(char first) {
    return at(position) == (first == '/' ? '*' : '-');
  }

  /** Operators of more than one character hold no {@code =} of their own. */
  private int operator() {
    while (isOperator(at(position)) && !Comments.startsAt(sql, position)) {
      position++;
    }
    return OTHER;
  }

  private void skipSpaceAndComments() {
    while (position < sql.length()) {
      char c = sql.charAt(position);
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
        position++;
      } else if (c == '-' || c == '/') {
        int end = Comments.end(sql, position);
        if (end <= position || !isHarmless(position, end)) {
          return;
        }
        position = end;
      } else {
        return;
      }
    }
  }

  /**
   * A comment with a NUL or half of a surrogate pair is where the reader stops reading; at a
   * semicolon pgjdbc may cut where the server sees a comment.
   */
  private boolean isHarmless(int start, int end) {
    for (int i = start; i < end; i++) {
      char c = sql.charAt(i);
      if (c == ';' || c == '\0' || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private int word() {
    wordStart = position;
    while (Lexer.isIdentifierPart(at(position))) {
      position++;
    }
    boolean single = position == wordStart + 1;
    if (single && at(position) == '\'') {
      return DOUBT; // E'…', B'…', X'…', N'…'
    }
    if (single && at(position) == '&' && (at(position + 1) == '\'' || at(position + 1) == '"')) {
      return DOUBT; // U&'…', U&"…"
    }
    return WORD;
  }

  private int number() {
    while (Lexer.isDigit(at(position)) || at(position) == '.') {
      position++;
    }
    // 1e5, 0xFF, 1_000 and what only some versions take for a number
    return Lexer.isIdentifierPart(at(position)) ? DOUBT : VALUE;
  }

  private int string() {
    for (; position < sql.length(); position++) {
      char c = sql.charAt(position);
      if (c == '\\' || c == '\0') {
        return DOUBT;
      }
      if (c == '\'') {
        position++;
        if (at(position) != '\'') {
          return VALUE;
        }
      }
    }
    return DOUBT;
  }

  private int quotedName() {
    int end = Quoted.endOfIdentifier(sql, position - 1);
    if (end < 0) {
      return DOUBT;
    }
    position = end;
    return NAME;
  }

  private char at(int index) {
    return index < sql.length() ? sql.charAt(index) : '\0';
  }

  private static boolean isOperator(char c) {
    return "+-*/<>=~!@#%^&|`?".indexOf(c) >= 0;
  }

  /** Compares the word in ASCII only: no other letter folds into a key word. */
  private boolean isWord(String lower) {
    if (position - wordStart != lower.length()) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      char c = sql.charAt(wordStart + i);
      if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
