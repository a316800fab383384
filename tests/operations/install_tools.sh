#!/bin/sh
# The test of two replicas puts nginx in front of them: install it, or say how.
if command -v nginx >/dev/null 2>&1; then exit 0; fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing nginx for the test of two replicas ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq nginx-light >/dev/null && exit 0
fi
echo "The test of two replicas needs nginx: install it (Debian: sudo apt-get install nginx-light)." >&2
exit 1
