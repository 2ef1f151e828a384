package io.safeddl.crash;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * SLF4J's binding in a tool's JVM: hands each line to a listener, which may let the thread that
 * logs wait. Chosen by {@code -Dslf4j.provider}, so that no other JVM gets it.
 */
public final class PausingLogs implements SLF4JServiceProvider {
  private static volatile BiConsumer<Level, String> listener = (level, line) -> {};

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter mdc = new NOPMDCAdapter();

  /** Called by SLF4J. */
  public PausingLogs() {}

  /** Hears every line from INFO upwards, on the thread that logs it. */
  static void listen(BiConsumer<Level, String> to) {
    listener = to;
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return Line::new;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return mdc;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}

  private static final class Line extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    Line(String name) {
      this.name = name;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String message,
        Object @Nullable [] arguments,
        @Nullable Throwable failure) {
      var line = MessageFormatter.basicArrayFormat(message, arguments);
      listener.accept(level, failure == null ? line : line + ": " + failure);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }
  }
}
