#!/bin/sh
# The tests of classes start a Postgres of their own; install it where that can be done.
if [ -n "${TRAZO_POSTGRES:-}" ] || command -v initdb >/dev/null 2>&1; then exit 0; fi
for folder in /usr/lib/postgresql/*/bin; do
  if [ -x "$folder/initdb" ]; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing Postgres for the tests of classes ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null && exit 0
fi
echo "The tests of classes need Postgres: install it (Debian: sudo apt-get install postgresql) or set TRAZO_POSTGRES to the folder of its initdb." >&2
exit 1
