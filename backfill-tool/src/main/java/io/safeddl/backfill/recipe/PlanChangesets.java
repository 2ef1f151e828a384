package io.safeddl.backfill.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A migration as Liquibase's formatted SQL. What is one transaction is one change set and goes to
 * the server as one text, since Liquibase does not read dollar quotes where it splits; what is none
 * is a change set for each statement, split at a delimiter that occurs in no SQL. Comments are
 * kept: the check and the driver read them.
 */
final class PlanChangesets {
  private static final String DELIMITER = "@safeddl@";
  private static final String WHOLE = " splitStatements:false stripComments:false";
  private static final String SPLIT =
      " runInTransaction:false splitStatements:true endDelimiter:"
          + DELIMITER
          + " stripComments:false";
  private static final String ROLLBACK_WHOLE = " rollbackSplitStatements:false";
  private static final String ROLLBACK_SPLIT =
      " rollbackSplitStatements:true rollbackEndDelimiter:" + DELIMITER;
  private static final String NOTHING = "--rollback not required\n";

  private final PlanPart part;
  private final PlanOptions options;
  private final StringBuilder text = new StringBuilder("--liquibase formatted sql\n");
  private int number;

  private PlanChangesets(PlanPart part, PlanOptions options) {
    this.part = part;
    this.options = options;
  }

  /** The file. */
  static String of(PlanPart part, PlanOptions options) {
    var file = new PlanChangesets(part, options);
    if (part.transaction()) {
      file.transaction();
    } else {
      file.statements();
    }
    return file.text.toString();
  }

  private void transaction() {
    var undo = part.undo();
    begin(part.name(), WHOLE + (undo.isPresent() ? ROLLBACK_WHOLE : ""));
    text.append(PlanFiles.about(part));
    text.append(whole(part.steps()));
    if (undo.isEmpty()) {
      return;
    }
    if (undo.get().transaction()) {
      rollback(whole(undo.get().steps()));
      return;
    }
    // Rollbacks run in reverse order: what cannot be in the transaction of the last step is the
    // rollback of a change set behind this one.
    var steps = undo.get().steps();
    var last = steps.size() - 1;
    rollback(whole(steps.subList(last, last + 1)));
    begin(part.name() + "-back", SPLIT + ROLLBACK_SPLIT);
    text.append("-- Does nothing; its rollback is what comes before that of ")
        .append(part.name())
        .append(".\nSELECT 1\n")
        .append(DELIMITER)
        .append('\n');
    rollback(split(steps.subList(0, last)));
  }

  private void statements() {
    var first = true;
    for (var group : groups()) {
      number++;
      var brief = group.get(0).brief();
      begin(part.name() + "-" + number, brief ? WHOLE : SPLIT);
      text.append(first ? PlanFiles.about(part) : "");
      text.append(brief ? whole(group) : split(group));
      text.append(NOTHING);
      first = false;
    }
  }

  /** An index is built in the same change set in which what is left of it is dropped. */
  private List<List<PlanStep>> groups() {
    var groups = new ArrayList<List<PlanStep>>();
    var open = false;
    for (var step : part.steps()) {
      if (!open) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(step);
      open = !step.brief() && step.sql().startsWith("DROP INDEX");
    }
    return groups;
  }

  private void begin(String id, String attributes) {
    text.append("\n--changeset safeddl-backfill:")
        .append(options.name())
        .append('-')
        .append(id)
        .append(attributes)
        .append('\n');
  }

  private void rollback(String sql) {
    sql.lines().forEach(line -> text.append("--rollback ").append(line).append('\n'));
  }

  private String whole(List<PlanStep> steps) {
    return PlanFiles.local(options)
        + steps.stream().map(PlanStep::text).collect(Collectors.joining());
  }

  private String split(List<PlanStep> steps) {
    var all = new StringBuilder();
    var limits =
        steps.get(0).brief()
            ? List.of("SET lock_timeout = '" + options.limit() + "'")
            : List.of("SET lock_timeout = 0", "SET statement_timeout = 0");
    limits.forEach(limit -> piece(all, limit));
    for (var step : steps) {
      var line = step.text();
      piece(all, line.substring(0, line.length() - ";\n".length()));
    }
    List.of("RESET statement_timeout", "RESET lock_timeout").forEach(reset -> piece(all, reset));
    return all.toString();
  }

  private static void piece(StringBuilder all, String sql) {
    all.append(sql).append('\n').append(DELIMITER).append('\n');
  }
}
