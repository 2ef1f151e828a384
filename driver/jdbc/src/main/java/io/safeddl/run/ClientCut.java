package io.safeddl.run;

import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Token;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/**
 * Tells where pgjdbc would send as a statement what is a comment to the server, and to us.
 *
 * <p>pgjdbc cuts a text before it sends it, and takes a few rare tokens for others than the server
 * does: <code>/&#42;/</code> for a whole comment, the second line of an {@code E''} string for a
 * plain one, {@code $$} behind a no-break space for a quote. Where it cuts inside of a token, the
 * server rejects the first part, and all is well; but a line comment may end anywhere, and what
 * stands behind the cut in it would run although nobody has judged it. So only texts with a
 * semicolon in a comment are looked at, and pgjdbc's own parser is asked.
 */
final class ClientCut {
  private ClientCut() {}

  /** True where pgjdbc would send other statements than the script holds. */
  static boolean differs(Script script, boolean standardConformingStrings) throws SQLException {
    if (!hidesSemicolon(script)) {
      return false;
    }
    List<String> sent = new ArrayList<>();
    for (NativeQuery piece :
        Parser.parseJdbcSql(script.text(), standardConformingStrings, false, true, false, false)) {
      sent.addAll(tokens(Script.parse(piece.nativeSql, standardConformingStrings)));
    }
    return !sent.equals(tokens(script));
  }

  private static boolean hidesSemicolon(Script script) {
    for (SourceStatement statement : script.statements()) {
      for (SourceStatement.Comment comment : statement.comments()) {
        if (comment.text().indexOf(';') >= 0) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> tokens(Script script) {
    List<String> tokens = new ArrayList<>();
    for (SourceStatement statement : script.statements()) {
      for (Token token : statement.tokens()) {
        tokens.add(token.kind() + token.value());
      }
    }
    return tokens;
  }
}
