package io.safeddl.backfill.run;

/** How a run ended. */
public enum Ending {
  /** Every row is filled, and the last sweep found nothing. */
  DONE,
  /** All is done but for rows that cannot be written; they are in quarantine. */
  QUARANTINED,
  /** Rows want the work again and again, however often it is done. */
  NOT_SETTLED,
  /** Somebody has cancelled the job. */
  CANCELLED,
  /** This process was told to stop. */
  STOPPED,
  /** Somebody has paused the job. */
  PAUSED,
  /** The hours in which it may write are over. */
  OUTSIDE_WINDOW
}
