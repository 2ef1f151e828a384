package io.safeddl.check.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was seen on the scratch server.
 *
 * @param server what it was, for people
 * @param statements those that were traced, in the order in which they ran; after one that failed
 *     there are no more
 * @param remarks what else the user should know, a sentence each
 * @param failure what failed before the first of them could be traced; else ""
 */
public record Trace(
    String server, List<TracedStatement> statements, List<String> remarks, String failure) {
  public Trace {
    statements = List.copyOf(statements);
    remarks = List.copyOf(remarks);
  }

  /** True where a statement did more than was predicted, or did not run at all. */
  public boolean fails() {
    return !faults().isEmpty();
  }

  /** Why it fails, each reason by itself. */
  public List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    if (!failure.isEmpty()) {
      faults.add(new Fault(null, "On " + server + ": " + failure + "."));
    }
    for (var statement : statements) {
      if (statement.outcome() == TracedStatement.Outcome.FAILED) {
        faults.add(
            new Fault(
                statement.place(),
                "The statement failed on " + server + ": " + statement.message()));
      }
      statement.compared().stream()
          .filter(it -> it.agreement() == Agreement.MORE_HAPPENED)
          .forEach(it -> faults.add(new Fault(statement.place(), more(it))));
    }
    return faults;
  }

  private String more(Compared row) {
    var what = (row.aspect().name().toLowerCase(Locale.ROOT) + " " + row.relation()).strip();
    return "The statement did more on "
        + server
        + " than predicted, which is a mistake of SafeDDL: "
        + what
        + (row.predicted().isEmpty() ? "" : ", predicted " + row.predicted())
        + ", seen "
        + row.observed()
        + ".";
  }

  /** How many statements are of this agreement. */
  public long count(Agreement agreement) {
    return statements.stream().filter(it -> it.agreement() == agreement).count();
  }

  /** The end of the last statement, in microseconds of the trace's clock. */
  public long end() {
    return statements.stream().mapToLong(TracedStatement::released).max().orElse(0);
  }

  /** A sentence for the end of every form. */
  public String summary() {
    var line = new StringBuilder("Traced on ").append(server).append(": ");
    var ran = statements.stream().filter(it -> it.outcome() == TracedStatement.Outcome.RAN).count();
    line.append(number(ran, "statement")).append(" ran");
    var more = count(Agreement.MORE_HAPPENED);
    var less = count(Agreement.LESS_HAPPENED);
    if (more + less == 0) {
      line.append(ran == 0 ? "" : ", as predicted");
    } else {
      line.append(more == 0 ? "" : ", " + more + " did more than predicted");
      line.append(less == 0 ? "" : ", " + less + " did less than predicted");
    }
    var left =
        statements.stream().filter(it -> it.outcome() == TracedStatement.Outcome.LEFT_OUT).count();
    line.append(left == 0 ? "" : ", " + left + " left out");
    return line.append(failed()).append('.').toString();
  }

  private String failed() {
    if (!failure.isEmpty()) {
      return "; " + failure;
    }
    for (var statement : statements) {
      if (statement.outcome() == TracedStatement.Outcome.FAILED) {
        return ", and then " + statement.where() + " failed";
      }
    }
    return "";
  }

  private static String number(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
