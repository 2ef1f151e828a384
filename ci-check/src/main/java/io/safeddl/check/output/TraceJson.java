package io.safeddl.check.output;

import com.google.gson.stream.JsonWriter;
import io.safeddl.check.trace.Compared;
import io.safeddl.check.trace.LockSpan;
import io.safeddl.check.trace.Trace;
import io.safeddl.check.trace.TracedStatement;
import java.io.IOException;

/** The trace in the published JSON; times in microseconds of the trace's clock. */
final class TraceJson {
  private TraceJson() {}

  static void write(Trace trace, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("server").value(trace.server());
    json.name("fails").value(trace.fails());
    json.name("failure").value(trace.failure().isEmpty() ? null : trace.failure());
    json.name("statements").beginArray();
    for (var statement : trace.statements()) {
      write(statement, json);
    }
    json.endArray();
    json.endObject();
  }

  private static void write(TracedStatement it, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("file").value(it.place().file().name());
    json.name("line").value(it.place().start().line());
    json.name("text").value(it.text());
    json.name("kind").value(it.tag());
    json.name("outcome").value(Words.of(it.outcome()));
    json.name("message").value(it.message().isEmpty() ? null : it.message());
    json.name("agreement").value(it.agreement().words());
    json.name("outsideTransaction").value(it.outsideTransaction());
    json.name("startUs").value(it.start());
    json.name("endUs").value(it.end());
    json.name("releasedUs").value(it.released());
    json.name("compared").beginArray();
    for (var row : it.compared()) {
      write(row, json);
    }
    json.endArray();
    json.name("locks").beginArray();
    for (var lock : it.locks()) {
      write(lock, json);
    }
    json.endArray();
    json.name("unknowns").beginArray();
    for (var unknown : it.unknowns()) {
      json.value(unknown);
    }
    json.endArray();
    json.endObject();
  }

  private static void write(Compared it, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("what").value(Words.of(it.aspect()));
    json.name("relation").value(it.relation().isEmpty() ? null : it.relation());
    json.name("predicted").value(it.predicted().isEmpty() ? null : it.predicted());
    json.name("observed").value(it.observed().isEmpty() ? null : it.observed());
    json.name("agreement").value(it.agreement().words());
    json.endObject();
  }

  private static void write(LockSpan it, JsonWriter json) throws IOException {
    json.beginObject();
    json.name("relation").value(it.relation());
    json.name("mode").value(it.mode().sql());
    json.name("fromUs").value(it.from());
    json.name("toUs").value(it.to());
    json.endObject();
  }
}
