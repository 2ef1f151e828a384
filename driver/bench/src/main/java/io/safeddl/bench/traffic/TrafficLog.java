package io.safeddl.bench.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * All operations of a run, by intended start.
 *
 * @param operations sorted by {@link Operation#atNanos()}
 * @param errors what the application got instead of an answer
 */
public record TrafficLog(List<Operation> operations, List<String> errors) {
  /**
   * One operation.
   *
   * @param atNanos its intended start, from the start of the traffic
   * @param latencyNanos from the intended start to the answer
   * @param write an update, else a read
   */
  public record Operation(long atNanos, long latencyNanos, boolean write) {}

  public TrafficLog {
    operations = List.copyOf(operations);
    errors = List.copyOf(errors);
  }

  static TrafficLog of(List<Client.Felt> felt, long originNanos) {
    List<Operation> operations = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (var client : felt) {
      var recorder = client.recorder();
      for (var i = 0; i < recorder.size(); i++) {
        operations.add(
            new Operation(
                recorder.intendedNanos(i) - originNanos,
                recorder.latencyNanos(i),
                client.writes()));
      }
      errors.addAll(client.errors());
    }
    operations.sort(Comparator.comparingLong(Operation::atNanos));
    return new TrafficLog(operations, errors);
  }

  /** The figures of all operations. */
  public Figures figures() {
    return figures(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** The figures of the operations that were meant to start in this span of time. */
  public Figures figures(long fromNanos, long toNanos) {
    var latencies =
        operations.stream()
            .filter(o -> o.atNanos() >= fromNanos && o.atNanos() <= toNanos)
            .mapToLong(Operation::latencyNanos)
            .toArray();
    Arrays.sort(latencies);
    return Figures.ofSorted(latencies);
  }
}
