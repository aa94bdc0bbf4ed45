#!/bin/sh
# Install Java for the tests of Apache Spark, on Debian and its kin, when we may.
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "make: there is no java on the PATH; tests of Apache Spark are skipped." >&2
  echo "make: on Debian: apt-get install openjdk-17-jre-headless" >&2
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
install() { apt-get install -y -qq --no-install-recommends "$1" >"$log" 2>&1; }
# Newer releases of Debian have Java 21 only, which Spark takes too.
if apt-get update -qq >"$log" 2>&1 && { install openjdk-17-jre-headless || install default-jre-headless; }; then
  java -version 2>&1 | head -n 1
else
  tail -n 3 "$log" >&2
  echo "make: Java could not be installed; tests of Apache Spark are skipped." >&2
fi
rm -f "$log"
