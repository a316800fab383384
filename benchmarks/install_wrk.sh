#!/bin/sh
# The benchmarks put load on the servers with wrk; install it where that can be done, or say how.
if command -v wrk >/dev/null 2>&1; then exit 0; fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing wrk for the benchmarks ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq wrk >/dev/null && exit 0
fi
echo "The benchmarks need wrk: install it (Debian: sudo apt-get install wrk; macOS: brew install wrk)." >&2
exit 1
