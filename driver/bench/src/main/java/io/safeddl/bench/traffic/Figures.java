package io.safeddl.bench.traffic;

/**
 * What an application felt, in milliseconds.
 *
 * @param longestStallMs the longest latency of any operation
 * @param p99Ms 99 % of the operations took at most this long
 * @param medianMs half of them took at most this long
 * @param operations how many there were
 */
public record Figures(double longestStallMs, double p99Ms, double medianMs, int operations) {
  static Figures ofSorted(long[] latencies) {
    if (latencies.length == 0) {
      throw new IllegalStateException("no operation was recorded: nothing can be said");
    }
    return new Figures(
        ms(latencies[latencies.length - 1]),
        ms(quantile(latencies, 0.99)),
        ms(quantile(latencies, 0.5)),
        latencies.length);
  }

  /** The nearest-rank quantile: always a latency that was measured. */
  private static long quantile(long[] sorted, double share) {
    var rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(rank, 1) - 1];
  }

  /** Milliseconds with two decimals, half up. */
  static double ms(long nanos) {
    return Math.round(nanos / 10_000.0) / 100.0;
  }
}
