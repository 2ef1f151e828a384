package io.safeddl.check.migration;

import io.safeddl.check.migration.Migration.InTransaction;
import io.safeddl.check.source.SourceFile;
import io.safeddl.sql.Span;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a file's name and its marks show of the tool that runs it.
 *
 * @param up the part of it that is run on the way forward
 */
record PlainFile(Kind kind, Span up, InTransaction transaction) {
  /** The tools that run files in the order of their names. */
  enum Kind {
    /** None that can be seen. */
    SQL,
    /** {@code name.up.sql} of golang-migrate and sqlx, {@code name/up.sql} of Diesel. */
    UP,
    /** {@code name/migration.sql} of Prisma. */
    PRISMA,
    /** dbmate: {@code -- migrate:up}. */
    DBMATE,
    /** goose: {@code -- +goose Up}. */
    GOOSE,
    /** MyBatis Migrations: {@code -- //@UNDO}. */
    MYBATIS,
    /** Undoes a migration. */
    DOWN
  }

  private static final Pattern DBMATE =
      Pattern.compile("(?m)^--[ \\t]*+migrate:(up|down)\\b(.*+)$");
  private static final Pattern GOOSE =
      Pattern.compile("(?mi)^--[ \\t]*+\\+goose[ \\t]++(up|down|no transaction)\\b");
  private static final Pattern MYBATIS = Pattern.compile("(?m)^--[ \\t]*+//[ \\t]*+@UNDO\\b");

  /** Looks at a file. */
  static PlainFile of(SourceFile file) {
    var name = file.shortName().toLowerCase(Locale.ROOT);
    var text = file.text();
    var whole = new Span(0, text.length());
    if (name.endsWith(".down.sql") || name.equals("down.sql")) {
      return new PlainFile(Kind.DOWN, new Span(0, 0), InTransaction.EACH_ITS_OWN);
    }
    if (name.endsWith(".up.sql") || name.equals("up.sql")) {
      return new PlainFile(Kind.UP, whole, InTransaction.ONE_TEXT);
    }
    if (name.equals("migration.sql")) {
      return new PlainFile(Kind.PRISMA, whole, InTransaction.ONE_TEXT);
    }
    if (text.contains("migrate:up")) {
      var found = dbmate(text);
      if (found.kind() == Kind.DBMATE) {
        return found;
      }
    }
    if (text.contains("+goose")) {
      var found = goose(text);
      if (found.kind() == Kind.GOOSE) {
        return found;
      }
    }
    if (text.contains("@UNDO")) {
      var undo = MYBATIS.matcher(text);
      if (undo.find()) {
        return new PlainFile(Kind.MYBATIS, new Span(0, undo.start()), InTransaction.ONE);
      }
    }
    return new PlainFile(Kind.SQL, whole, InTransaction.EACH_ITS_OWN);
  }

  /** The file's text without what is not run on the way forward; every offset is the file's. */
  String up(SourceFile file) {
    var text = file.text();
    var blank = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var kept = (i >= up.start() && i < up.end()) || c == '\n' || c == '\r';
      blank.append(kept ? c : ' ');
    }
    return blank.toString();
  }

  /** Without a transaction dbmate sends the part as one text all the same. */
  private static PlainFile dbmate(String text) {
    var mark = DBMATE.matcher(text);
    var start = -1;
    var end = text.length();
    var transaction = InTransaction.ONE;
    while (mark.find()) {
      if (mark.group(1).equals("up")) {
        start = mark.end();
        if (mark.group(2).replace(" ", "").contains("transaction:false")) {
          transaction = InTransaction.ONE_TEXT;
        }
      } else {
        end = start < 0 ? end : mark.start();
        break;
      }
    }
    return new PlainFile(
        start < 0 ? Kind.SQL : Kind.DBMATE, new Span(Math.max(start, 0), end), transaction);
  }

  private static PlainFile goose(String text) {
    var mark = GOOSE.matcher(text);
    var start = -1;
    var end = text.length();
    var transaction = InTransaction.ONE;
    while (mark.find()) {
      switch (mark.group(1).toLowerCase(Locale.ROOT)) {
        case "up" -> start = mark.end();
        case "down" -> end = start < 0 ? end : Math.min(end, mark.start());
        default -> transaction = InTransaction.EACH_ITS_OWN;
      }
    }
    return new PlainFile(
        start < 0 ? Kind.SQL : Kind.GOOSE, new Span(Math.max(start, 0), end), transaction);
  }
}
