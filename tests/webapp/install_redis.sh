#!/bin/sh
# The tests of the shared limits start a Redis of their own; install it where that can be done.
for server in "${TRAZO_REDIS_SERVER:-}" redis-server valkey-server; do
  if [ -n "$server" ] && command -v "$server" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing Redis for the tests of the shared limits ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq redis-server >/dev/null && exit 0
fi
echo "The tests of the shared limits need Redis: install it (Debian: sudo apt-get install redis-server) or set TRAZO_REDIS_SERVER to one." >&2
exit 1
