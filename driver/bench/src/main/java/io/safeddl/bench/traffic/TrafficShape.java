package io.safeddl.bench.traffic;

/**
 * How the application behaves.
 *
 * @param readers clients that read one row by key per operation
 * @param writers clients that update one row by key per operation, each in its own transaction
 * @param both clients that do the two in one transaction per operation, on rows of their own choice
 * @param perSecond operations that each client starts per second, whatever became of the last one
 * @param rows keys are drawn from 1 to this
 */
public record TrafficShape(int readers, int writers, int both, int perSecond, long rows) {
  public TrafficShape {
    if (readers < 0 || writers < 0 || both < 0 || readers + writers + both == 0) {
      throw new IllegalArgumentException("no clients");
    }
    if (perSecond <= 0 || rows <= 0) {
      throw new IllegalArgumentException("rate and rows must be positive");
    }
  }

  /** All clients. */
  public int clients() {
    return readers + writers + both;
  }
}
