package io.safeddl.check.doctor;

import io.safeddl.check.output.PrettyJson;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The lines of the doctor, as people and as programs read them. */
record Report(Patient patient, List<Line> lines) {
  private record Json(
      int version,
      String server,
      String role,
      String database,
      int problems,
      int limited,
      int ok,
      List<JsonLine> lines) {}

  private record JsonLine(String check, String level, String message, List<String> remedy) {}

  Report {
    lines = List.copyOf(lines);
  }

  int count(Level level) {
    return (int) lines.stream().filter(line -> line.level() == level).count();
  }

  String json() {
    return PrettyJson.of(
        new Json(
            1,
            patient.versionText(),
            patient.role(),
            patient.database(),
            count(Level.PROBLEM),
            count(Level.LIMITED),
            count(Level.OK),
            lines.stream()
                .map(
                    line ->
                        new JsonLine(
                            line.check(),
                            line.level().name().toLowerCase(Locale.ROOT),
                            line.message(),
                            line.remedy()))
                .toList()));
  }

  void print(PrintWriter out) {
    for (var line : lines) {
      out.printf("%-7s  %s: %s%n", line.level(), line.check(), line.message());
      for (var sql : line.remedy()) {
        out.println("           " + sql);
      }
    }
    out.printf(
        "%nRole %s in database %s: %d problems, %d limited, %d all right.%n",
        patient.role(),
        patient.database(),
        count(Level.PROBLEM),
        count(Level.LIMITED),
        count(Level.OK));
  }
}
