package io.safeddl.backfill.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.safeddl.backfill.state.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jobs as JSON: one object, durations in milliseconds, moments as ISO 8601. */
public final class StatusJson {
  private static final int VERSION = 1;
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private StatusJson() {}

  /** A job with its pace. */
  public record Paced(Status status, long rowsPerSecond) {}

  /** All of them. */
  public static String of(List<Paced> jobs) {
    var root = new LinkedHashMap<String, Object>();
    root.put("version", VERSION);
    root.put("jobs", jobs.stream().map(it -> job(it.status(), it.rowsPerSecond())).toList());
    return GSON.toJson(root);
  }

  private static Map<String, @Nullable Object> job(Status status, long rowsPerSecond) {
    var job = new LinkedHashMap<String, @Nullable Object>();
    job.put("job", status.job().id());
    job.put("table", status.job().table().toSql());
    job.put("columns", status.job().columns());
    job.put("phase", status.job().phase().word());
    job.put("wanted", status.job().wanted().word());
    job.put("pass", status.pass());
    job.put("startedAt", status.startedAt().map(Instant::toString).orElse(null));
    job.put("filledAt", status.job().filledAt().map(Instant::toString).orElse(null));
    job.put("share", status.share());
    job.put("remainingMs", status.remaining().map(Duration::toMillis).orElse(null));
    job.put("rowsPerSecond", rowsPerSecond);
    job.put("rows", status.rows());
    job.put("hotRows", status.hot());
    job.put("blocks", status.blocks());
    job.put("blocksDone", status.blocksDone());
    job.put("chunks", status.chunks());
    job.put("chunksDone", status.chunksDone());
    job.put("leftToSweep", status.waiting());
    job.put("begunAgain", status.begunAgain());
    job.put("quarantined", status.quarantined());
    job.put("workers", workers(status));
    return job;
  }

  private static List<Map<String, Object>> workers(Status status) {
    var workers = new ArrayList<Map<String, Object>>();
    for (var it : status.workers()) {
      var worker = new LinkedHashMap<String, Object>();
      worker.put("worker", it.id());
      worker.put("host", it.host());
      worker.put("process", it.process());
      worker.put("silentMs", it.silent().toMillis());
      worker.put("doing", it.doing());
      workers.add(worker);
    }
    return workers;
  }
}
