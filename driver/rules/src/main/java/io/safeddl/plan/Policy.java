package io.safeddl.plan;

import io.safeddl.effect.RelationRef;
import io.safeddl.rule.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The configuration that decides what becomes of findings and how long a step may wait and hold
 * (design section 6; the keys are those of the driver's properties).
 *
 * @param smallTable size in bytes up to which a table needs no care
 * @param assumeLarge table names, with or without schema, or {@code *}
 * @param severities overrides by rule id
 * @param dataRules whether the rules on data statements speak on this connection
 */
public record Policy(
    Mode mode,
    long smallTable,
    Set<String> assumeLarge,
    Map<String, Severity> severities,
    boolean dataRules,
    long maxRows,
    Duration lockTimeout,
    Duration lockWait,
    Duration maxLockHold,
    Duration maxTransactionHold) {
  /** What is done with findings. */
  public enum Mode {
    ENFORCE,
    WARN,
    OFF
  }

  /** The defaults of the driver. */
  public static final Policy DEFAULT =
      new Policy(
          Mode.ENFORCE,
          8L << 20,
          Set.of(),
          Map.of(),
          true,
          100_000,
          Duration.ofMillis(50),
          Duration.ofSeconds(60),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5));

  public Policy {
    assumeLarge = Set.copyOf(assumeLarge);
    severities = Map.copyOf(severities);
  }

  /** True where a scan or build under a strong lock on this relation is dangerous. */
  public boolean isLarge(RelationRef ref) {
    var relation = ref.relation();
    if (relation != null && (relation.createdInTransaction() || relation.temporary())) {
      return false;
    }
    var names = List.of("*", ref.name().name(), ref.name().schema() + "." + ref.name().name());
    if (names.stream().anyMatch(assumeLarge::contains)) {
      return true;
    }
    return relation == null || relation.sizeBytes() < 0 || relation.sizeBytes() > smallTable;
  }
}
