package io.safeddl.check.migration;

import io.safeddl.check.migration.Splitting.Piece;
import io.safeddl.check.source.SourceFile;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a new file of a tool looks like that runs files in the order of their numbers. */
enum ToolFile {
  UP,
  DIESEL,
  PRISMA,
  DBMATE,
  GOOSE,
  MYBATIS;

  /** What sqlx looks for in the first line; golang-migrate needs nothing for a single statement. */
  static final String NO_TRANSACTION = "-- no-transaction\n";

  static final String GOOSE_WITHOUT = "-- +goose NO TRANSACTION\n";
  static final String DIESEL_SETTINGS = "metadata.toml";
  static final String DIESEL_WITHOUT = "run_in_transaction = false\n";

  static ToolFile of(PlainFile.Kind kind, SourceFile file) throws NotRewritten {
    return switch (kind) {
      case UP -> file.shortName().equalsIgnoreCase("up.sql") ? DIESEL : UP;
      case PRISMA -> PRISMA;
      case DBMATE -> DBMATE;
      case GOOSE -> GOOSE;
      case MYBATIS -> MYBATIS;
      case SQL, DOWN ->
          throw new NotRewritten(
              "it is not known whose file it is, nor how its tool is told to run a statement outside"
                  + " of a transaction");
    };
  }

  /** True where the number is in the name of the folder, and all files have the same name. */
  boolean namesFolder() {
    return this == DIESEL || this == PRISMA;
  }

  /** The text of a new file. */
  String text(Piece piece, SourceFile origin) {
    var sql = piece.text().stripTrailing() + "\n";
    return switch (this) {
      case UP -> (piece.outside() ? NO_TRANSACTION : "") + sql;
      case DIESEL, PRISMA -> sql;
      case DBMATE ->
          "-- migrate:up"
              + (piece.outside() ? " transaction:false" : "")
              + "\n"
              + sql
              + "\n-- migrate:down\n";
      case GOOSE ->
          (piece.outside() ? GOOSE_WITHOUT : "") + "-- +goose Up\n" + sql + "\n-- +goose Down\n";
      case MYBATIS -> "-- // goes on from " + origin.shortName() + "\n" + sql + "\n-- //@UNDO\n";
    };
  }

  /** Other files in the folder of a new one, by name. */
  Map<String, String> beside(Piece piece) {
    if (this != DIESEL) {
      return Map.of();
    }
    Map<String, String> files = new LinkedHashMap<>();
    files.put("down.sql", "-- what it does is undone with the migration before it\n");
    if (piece.outside()) {
      files.put(DIESEL_SETTINGS, DIESEL_WITHOUT);
    }
    return files;
  }
}
