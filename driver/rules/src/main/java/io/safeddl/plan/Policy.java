package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.RelationRef;
import io.safeddl.rule.RuleInfo;
import io.safeddl.rule.Severity;
import io.safeddl.sql.QualifiedName;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The configuration that decides what becomes of findings and how long a step may wait and hold
 * (design section 6; the keys are those of the driver's properties).
 *
 * @param smallTable size in bytes up to which a table needs no care
 * @param assumeLarge table names, with or without schema, or {@code *} for all but the tools' own
 * @param assumeSmall table names, with or without schema, that are small although their size is not
 *     known, or whatever it is; a name in {@code assumeLarge} beats one here, a star there does not
 * @param severities overrides by rule id
 * @param dataRules whether the rules on data statements speak on this connection
 * @param maxRows a data statement that is estimated to touch more rows is dangerous
 * @param lockTimeout the longest that the application may be made to queue behind a statement
 * @param lockWait how long in all to try for a lock
 * @param maxLockHold how long one statement may hold a strong lock
 * @param maxTransactionHold how long a transaction may hold a strong lock on a large table
 * @param precheck whether violating rows are looked for before a constraint is added NOT VALID,
 *     which already rejects writes, and to take which away again stops everybody
 */
public record Policy(
    Mode mode,
    long smallTable,
    Set<String> assumeLarge,
    Set<String> assumeSmall,
    Map<String, Severity> severities,
    boolean dataRules,
    long maxRows,
    Duration lockTimeout,
    Duration lockWait,
    Duration maxLockHold,
    Duration maxTransactionHold,
    boolean precheck) {
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
          Set.of(),
          Map.of(),
          true,
          100_000,
          Duration.ofMillis(50),
          Duration.ofSeconds(60),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          true);

  /**
   * What the tools keep their books in, by its default names. It grows with the migrations, not
   * with the data, and Liquibase empties its lock table before its first use.
   */
  private static final Set<String> TOOLS_OWN =
      Set.of("databasechangelog", "databasechangeloglock", "flyway_schema_history");

  public Policy {
    assumeLarge = Set.copyOf(assumeLarge);
    assumeSmall = Set.copyOf(assumeSmall);
    severities = Map.copyOf(severities);
  }

  /**
   * True where a scan or build under a strong lock on this relation is dangerous (design section
   * 4.3): what only this session can see never is, the user's word beats the measured size, and
   * what has no known size is.
   */
  public boolean isLarge(RelationRef ref) {
    if (ref.isPrivate()) {
      return false;
    }
    if (isAssumedLarge(ref.name())) {
      return true;
    }
    if (isNamed(assumeSmall, ref.name())) {
      return false;
    }
    var relation = ref.relation();
    return relation == null || relation.sizeBytes() < 0 || relation.sizeBytes() > smallTable;
  }

  /**
   * Tells what is large there. What a connected database does not know is not there, and cannot be
   * large.
   */
  Predicate<RelationRef> large(Catalog catalog) {
    return catalog.isComplete() ? ref -> ref.relation() != null && isLarge(ref) : this::isLarge;
  }

  /**
   * True where the user wants the relation to be treated as large whatever its size. The star does
   * not mean the tables of the migration tools themselves; to be meant they have to be named.
   */
  public boolean isAssumedLarge(QualifiedName name) {
    if (assumeLarge.isEmpty()) {
      return false;
    }
    return isNamed(assumeLarge, name)
        || (assumeLarge.contains("*")
            && !TOOLS_OWN.contains(name.name().toLowerCase(Locale.ROOT))
            && !isNamed(assumeSmall, name));
  }

  private static boolean isNamed(Set<String> names, QualifiedName name) {
    return !names.isEmpty()
        && (names.contains(name.name())
            || (name.schema() != null && names.contains(name.schema() + "." + name.name())));
  }

  /** The limit that a data statement is held against; without one nobody is asked. */
  long limitOnRows() {
    return dataRules && severities.get("many-rows-written") != Severity.OFF
        ? maxRows
        : Long.MAX_VALUE;
  }

  /**
   * True where a rule is asked: those of the checker alone, and those that are off by themselves,
   * where the user has said what he wants of them. One that he has switched off is asked all the
   * same: its silence must not make a long statement a short one.
   */
  boolean asks(RuleInfo rule, boolean inReview) {
    var wanted = severities.get(rule.id());
    return rule.checkOnly()
        ? wanted == null ? inReview && rule.severity() != Severity.OFF : wanted != Severity.OFF
        : true;
  }

  /** What the user made of a rule. */
  public Severity severityOf(RuleInfo rule) {
    return severities.getOrDefault(rule.id(), rule.severity());
  }
}
