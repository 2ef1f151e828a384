package io.safeddl.run;

import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.core.TransactionState;
import org.postgresql.util.HostSpec;

/**
 * The open connections of this driver in this JVM. A migration tool often keeps a second one idle
 * in a transaction, for its lock; pgjdbc's unnamed portal then pins that backend's snapshot, and a
 * concurrent index build on the first connection would wait for it for ever.
 */
public final class Siblings {
  private static final Siblings OF_THIS_JVM = new Siblings();

  /**
   * Weakly: a connection that its user forgot to close is closed by pgjdbc once it is unreachable,
   * and this registry must not be what keeps it reachable, or the server runs out of slots.
   */
  private final Set<Member> members =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** An empty registry, for tests. */
  Siblings() {}

  /** The one that all connections of this class loader share. */
  public static Siblings ofThisJvm() {
    return OF_THIS_JVM;
  }

  /** Adds a connection. */
  Member join(Session session) throws SQLException {
    var member = new Member(session);
    members.add(member);
    return member;
  }

  /** The other connections to the database that this one is connected to. */
  List<Member> beside(Member self) {
    members.removeIf(Member::isGone);
    synchronized (members) {
      return members.stream().filter(m -> m != self && m.sameDatabase(self)).toList();
    }
  }

  /** The other connection with this backend, if it is one of ours. */
  Optional<Member> beside(Member self, int pid) {
    return beside(self).stream().filter(m -> m.session.pid() == pid).findFirst();
  }

  /** How many connections are registered. */
  int size() {
    return members.size();
  }

  /** One connection. Its lock is held while one of its statements is carried out. */
  final class Member {
    private final Session session;
    private final HostSpec host;
    private final String database;
    private final ReentrantLock busy = new ReentrantLock();

    private Member(Session session) throws SQLException {
      this.session = session;
      this.host = session.connection().getQueryExecutor().getHostSpec();
      this.database = session.connection().getQueryExecutor().getDatabase();
    }

    Session session() {
      return session;
    }

    void begin() {
      busy.lock();
    }

    boolean tryBegin() {
      return busy.tryLock();
    }

    void end() {
      busy.unlock();
    }

    /** Closed by other means than the gate's: aborted, or lost. */
    private boolean isGone() {
      try {
        return session.isClosed();
      } catch (SQLException e) {
        return true;
      }
    }

    void leave() {
      members.remove(this);
    }

    /**
     * By port and database, not by host: one server has many names, and an empty query in a
     * transaction of another server does no harm.
     */
    private boolean sameDatabase(Member other) {
      return host.getPort() == other.host.getPort() && Objects.equals(database, other.database);
    }

    /**
     * Frees the snapshot of this connection where it is idle in a transaction. An open cursor, or
     * an isolation level above READ COMMITTED, keeps it all the same.
     *
     * @return true where an empty query was sent
     */
    boolean freeSnapshot() throws SQLException {
      if (session.state() != TransactionState.OPEN || !busy.tryLock()) {
        return false;
      }
      try {
        if (session.isClosed() || session.state() != TransactionState.OPEN) {
          return false;
        }
        session.clearPortal();
        return true;
      } finally {
        busy.unlock();
      }
    }
  }
}
