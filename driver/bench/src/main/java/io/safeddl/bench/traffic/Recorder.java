package io.safeddl.bench.traffic;

import java.util.Arrays;

/** What one client felt, in the order of the intended starts; written by its thread alone. */
final class Recorder {
  private long[] intended = new long[4096];
  private long[] latency = new long[4096];
  private int size;

  void add(long intendedNanos, long latencyNanos) {
    if (size == intended.length) {
      intended = Arrays.copyOf(intended, size * 2);
      latency = Arrays.copyOf(latency, size * 2);
    }
    intended[size] = intendedNanos;
    latency[size] = latencyNanos;
    size++;
  }

  int size() {
    return size;
  }

  long intendedNanos(int index) {
    return intended[index];
  }

  long latencyNanos(int index) {
    return latency[index];
  }
}
