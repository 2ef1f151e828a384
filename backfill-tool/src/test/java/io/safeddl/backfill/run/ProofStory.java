package io.safeddl.backfill.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How much happens in a round.
 *
 * @param rows that the table has at first
 * @param writers sessions of the application
 * @param processes that fill at the same time
 * @param kills of processes, while they fill
 * @param crashes of the server, while it is filled
 * @param pauses of the job
 * @param first whether a first attempt is taken back before its cutover
 * @param mishaps whether phases are killed too, and the server crashes in them
 */
record ProofStory(
    int rows,
    int writers,
    int processes,
    int kills,
    int crashes,
    int pauses,
    boolean first,
    boolean mishaps) {
  /** All of it. */
  static final ProofStory WHOLE = new ProofStory(9000, 8, 3, 4, 1, 1, true, true);

  /** For each build. */
  static final ProofStory SHORT = new ProofStory(5000, 8, 2, 1, 1, 1, false, false);

  /** Enough for a wrong way to show itself. */
  static final ProofStory MUTANT = new ProofStory(5000, 8, 2, 1, 0, 0, false, false);

  enum Event {
    KILL,
    CRASH,
    PAUSE
  }

  /** What happens while it is filled, in an order of its own. */
  List<Event> events(Random random) {
    var events = new ArrayList<Event>();
    events.addAll(Collections.nCopies(kills, Event.KILL));
    events.addAll(Collections.nCopies(crashes, Event.CRASH));
    events.addAll(Collections.nCopies(pauses, Event.PAUSE));
    Collections.shuffle(events, random);
    return events;
  }
}
