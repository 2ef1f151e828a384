package io.safeddl.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All rules. A new one is a class, a folder of examples, and a line here. */
public final class Rules {
  /** In the order in which findings are told. */
  public static final List<Rule> ALL =
      List.of(
          // what cannot be judged
          new UnrecognizedStatement(),
          new DynamicDdl(),
          new UnknownEffect(),
          new AlwaysFails(),
          new UselessAllow(),
          new ServerWide(),
          // locks
          new BlockingIndexBuild(),
          new BlockingIndexDrop(),
          new InvalidIndex(),
          new AddForeignKey(),
          new AddCheck(),
          new SetNotNull(),
          new AddColumnNotNull(),
          new AddUnique(),
          new AddExclusion(),
          new AttachPartition(),
          new DetachPartition(),
          new DomainConstraint(),
          new EnforceConstraint(),
          new TableRewrite(),
          new VacuumFull(),
          new Cluster(),
          new RefreshView(),
          new LockTable(),
          new DropCascade(),
          new TruncateCascade(),
          new TableScan(),
          new LongLock(),
          new ForeignKeyTypes(),
          new ForeignKeyIndex(),
          new CorruptIndexBuild(),
          new DropLocksOthers(),
          new CombineAlters(),
          new WideIndex(),
          new DuplicateIndex(),
          new IndexGap(),
          // the transaction around it
          new ConcurrentlyInTransaction(),
          new LongWorkAfterLock(),
          new SeveralTablesLocked(),
          new NewEnumValue(),
          new SeveralForeignKeys(),
          new DdlAndData(),
          new TransactionControl(),
          new OpenTransaction(),
          // time limits
          new MissingLockTimeout(),
          new LongLockTimeout(),
          new LateLockTimeout(),
          new TimeoutEndsBuild(),
          new IdleTransactionTimeout(),
          new MissingStatementTimeout(),
          // data
          new WholeTableWrite(),
          new ManyRowsWritten(),
          new LongSnapshot(),
          // the application that still runs
          new TruncateTable(),
          new DropTable(),
          new DropColumn(),
          new Rename(),
          new RenameObject(),
          new DropObject(),
          new RequiredColumn(),
          new NewConstraint(),
          new DropDefault(),
          new NarrowType(),
          new DropKey(),
          new ReplicaIdentity(),
          new Revoke(),
          // matters of taste
          new CharType(),
          new VarcharLimit(),
          new SmallKey(),
          new SerialColumn(),
          new TimestampType(),
          new JsonType(),
          new MoneyType(),
          new FloatAmount(),
          new LongIdentifier(),
          new AwkwardName(),
          new NoPrimaryKey(),
          new MissingGuard(),
          new UnqualifiedName(),
          new CreateExtension());

  private static final Map<String, Rule> BY_ID = byId(ALL);

  private Rules() {}

  /** The rule of that id. */
  public static Optional<Rule> byId(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /** The id that is most like this one, for messages. */
  public static String nearest(String id) {
    return Nearest.of(id, BY_ID.keySet());
  }

  /**
   * What these rules find. Rules are asked one by one, whatever the policy makes of them: a rule
   * that is silenced still tells the planner that the statement is long.
   */
  public static List<Finding> judge(List<Rule> rules, Question question) {
    List<Finding> findings = List.of();
    for (Rule rule : rules) {
      var found = rule.judge(question);
      if (!found.isEmpty()) {
        findings = findings.isEmpty() ? new ArrayList<>(found.size()) : findings;
        findings.addAll(found);
      }
    }
    return findings;
  }

  private static Map<String, Rule> byId(List<Rule> rules) {
    var map = new LinkedHashMap<String, Rule>();
    for (Rule rule : rules) {
      if (map.put(rule.info().id(), rule) != null) {
        throw new IllegalStateException("two rules are called " + rule.info().id());
      }
    }
    return map;
  }
}
