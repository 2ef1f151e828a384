package io.safeddl.backfill.run;

import io.safeddl.backfill.state.Lease;
import java.sql.SQLException;

/** A batch found at its end that its chunk is another's, or that the leaf's rows have moved. */
final class LeaseLostException extends SQLException {
  private static final long serialVersionUID = 1L;

  LeaseLostException(Lease lease) {
    super("chunk " + lease.chunk() + " of " + lease.name() + " is not ours any more");
  }
}
