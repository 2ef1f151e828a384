@echo off
rem Runs safeddl-backfill: the jar beside this script, else the one built in this checkout.
setlocal
set "jar=%~dp0safeddl-backfill.jar"
if not exist "%jar%" set "jar=%~dp0..\backfill-tool\target\safeddl-backfill.jar"
if not exist "%jar%" (
  echo safeddl-backfill: %jar% is not built yet; run mvnw.cmd package -DskipTests in %~dp0.. 1>&2
  exit /b 2
)
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
"%java%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "%jar%" %*
exit /b %ERRORLEVEL%
