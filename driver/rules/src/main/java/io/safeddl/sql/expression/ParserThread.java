package io.safeddl.sql.expression;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.statement.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Runs JSqlParser under a time bound. Its look-ahead can take exponential time, and its own time
 * bound costs a new thread for each parse; here one daemon thread serves all, and ends when it has
 * been idle for a while.
 */
final class ParserThread {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int WAITING = 64;
  private static final long STACK = 16L << 20;

  private static final ThreadPoolExecutor EXECUTOR = executor();

  private ParserThread() {}

  /** What the reader says of the statement's tree; null where there is none, or not in time. */
  static <T> @Nullable T read(String sql, Function<Statement, T> reader) {
    var parser = new CCJSqlParser(new StringProvider(sql)).withAllowComplexParsing(true);
    try {
      return EXECUTOR
          .submit(() -> read(parser, reader))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      parser.interrupted = true;
      return null;
    } catch (TimeoutException e) {
      parser.interrupted = true;
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("JSqlParser failed", e.getCause());
    } catch (RejectedExecutionException e) {
      return null;
    }
  }

  private static <T> @Nullable T read(CCJSqlParser parser, Function<Statement, T> reader) {
    try {
      return reader.apply(parser.Statement());
    } catch (ParseException | TokenMgrException | StackOverflowError e) {
      return null;
    } catch (RuntimeException e) {
      // Unfinished corners of the grammar throw NullPointerException and the like.
      return null;
    }
  }

  private static ThreadPoolExecutor executor() {
    var executor =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            task -> {
              var thread = new Thread(null, task, "safeddl-query-parser", STACK);
              thread.setDaemon(true);
              thread.setContextClassLoader(null);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
