package io.safeddl.jdbc.forwarding;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Map;
import java.util.TimerTask;
import java.util.logging.Logger;
import org.postgresql.PGNotification;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.CachedQuery;
import org.postgresql.core.Encoding;
import org.postgresql.core.TransactionState;
import org.postgresql.core.TypeInfo;
import org.postgresql.core.Version;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.FieldMetadata;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.jdbc.TimestampUtils;
import org.postgresql.util.LruCache;
import org.postgresql.util.PGobject;
import org.postgresql.xml.PGXmlFactoryFactory;

/** The part of pgjdbc's connection interfaces that is handed on as it is. */
public interface PgConnectionForwarding extends BaseConnection, ConnectionForwarding {
  /** The driver's own object. */
  @Override
  BaseConnection delegate();

  @Override
  default Array createArrayOf(String typeName, Object elements) throws SQLException {
    return delegate().createArrayOf(typeName, elements);
  }

  @Override
  default PGNotification[] getNotifications(int timeoutMillis) throws SQLException {
    return delegate().getNotifications(timeoutMillis);
  }

  @Override
  default PGNotification[] getNotifications() throws SQLException {
    return delegate().getNotifications();
  }

  @Override
  default void addDataType(String type, Class<? extends PGobject> klass) throws SQLException {
    delegate().addDataType(type, klass);
  }

  @Deprecated
  @Override
  default void addDataType(String type, String className) {
    delegate().addDataType(type, className);
  }

  @Override
  default void setPrepareThreshold(int threshold) {
    delegate().setPrepareThreshold(threshold);
  }

  @Override
  default int getPrepareThreshold() {
    return delegate().getPrepareThreshold();
  }

  @Override
  default void setDefaultFetchSize(int fetchSize) throws SQLException {
    delegate().setDefaultFetchSize(fetchSize);
  }

  @Override
  default int getDefaultFetchSize() {
    return delegate().getDefaultFetchSize();
  }

  @Override
  default void setQueryTimeout(int seconds) throws SQLException {
    delegate().setQueryTimeout(seconds);
  }

  @Override
  default int getQueryTimeout() {
    return delegate().getQueryTimeout();
  }

  @Override
  default int getBackendPID() {
    return delegate().getBackendPID();
  }

  @Override
  default void cancelQuery() throws SQLException {
    delegate().cancelQuery();
  }

  @Override
  default String escapeIdentifier(String identifier) throws SQLException {
    return delegate().escapeIdentifier(identifier);
  }

  @Override
  default String escapeLiteral(String literal) throws SQLException {
    return delegate().escapeLiteral(literal);
  }

  @Override
  default PreferQueryMode getPreferQueryMode() {
    return delegate().getPreferQueryMode();
  }

  @Override
  default AutoSave getAutosave() {
    return delegate().getAutosave();
  }

  @Override
  default void setAutosave(AutoSave autoSave) {
    delegate().setAutosave(autoSave);
  }

  @Override
  default void alterUserPassword(String user, char[] newPassword, String encryptionType)
      throws SQLException {
    delegate().alterUserPassword(user, newPassword, encryptionType);
  }

  @Override
  default Map<String, String> getParameterStatuses() {
    return delegate().getParameterStatuses();
  }

  @Override
  default String getParameterStatus(String parameterName) {
    return delegate().getParameterStatus(parameterName);
  }

  @Override
  default void setAdaptiveFetch(boolean adaptiveFetch) {
    delegate().setAdaptiveFetch(adaptiveFetch);
  }

  @Override
  default boolean getAdaptiveFetch() {
    return delegate().getAdaptiveFetch();
  }

  @Override
  default Encoding getEncoding() throws SQLException {
    return delegate().getEncoding();
  }

  @Override
  default Object getObject(String type, String value, byte[] byteValue) throws SQLException {
    return delegate().getObject(type, value, byteValue);
  }

  @Override
  default TypeInfo getTypeInfo() {
    return delegate().getTypeInfo();
  }

  @Override
  default boolean haveMinimumServerVersion(int ver) {
    return delegate().haveMinimumServerVersion(ver);
  }

  @Override
  default boolean haveMinimumServerVersion(Version ver) {
    return delegate().haveMinimumServerVersion(ver);
  }

  @Override
  default byte[] encodeString(String str) throws SQLException {
    return delegate().encodeString(str);
  }

  @Override
  default String escapeString(String str) throws SQLException {
    return delegate().escapeString(str);
  }

  @Override
  default boolean getStandardConformingStrings() {
    return delegate().getStandardConformingStrings();
  }

  @Deprecated
  @Override
  default TimestampUtils getTimestampUtils() {
    return delegate().getTimestampUtils();
  }

  @Override
  default boolean getStringVarcharFlag() {
    return delegate().getStringVarcharFlag();
  }

  @Override
  default TransactionState getTransactionState() {
    return delegate().getTransactionState();
  }

  @Override
  default boolean binaryTransferSend(int oid) {
    return delegate().binaryTransferSend(oid);
  }

  @Override
  default boolean isColumnSanitiserDisabled() {
    return delegate().isColumnSanitiserDisabled();
  }

  @Override
  default void addTimerTask(TimerTask timerTask, long milliSeconds) {
    delegate().addTimerTask(timerTask, milliSeconds);
  }

  @Override
  default void purgeTimerTasks() {
    delegate().purgeTimerTasks();
  }

  @Override
  default LruCache<FieldMetadata.Key, FieldMetadata> getFieldMetadataCache() {
    return delegate().getFieldMetadataCache();
  }

  @Override
  default CachedQuery createQuery(
      String sql, boolean escapeProcessing, boolean isParameterized, String... columnNames)
      throws SQLException {
    return delegate().createQuery(sql, escapeProcessing, isParameterized, columnNames);
  }

  @Override
  default void setFlushCacheOnDeallocate(boolean flushCacheOnDeallocate) {
    delegate().setFlushCacheOnDeallocate(flushCacheOnDeallocate);
  }

  @Override
  default boolean hintReadOnly() {
    return delegate().hintReadOnly();
  }

  @Override
  default PGXmlFactoryFactory getXmlFactoryFactory() throws SQLException {
    return delegate().getXmlFactoryFactory();
  }

  @Override
  default boolean getLogServerErrorDetail() {
    return delegate().getLogServerErrorDetail();
  }

  @Override
  default boolean getConvertBooleanToNumeric() {
    return delegate().getConvertBooleanToNumeric();
  }

  @Override
  default Logger getLogger() {
    return delegate().getLogger();
  }
}
