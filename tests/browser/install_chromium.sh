#!/bin/sh
# The browser tests need a Chromium; install it where that can be done, or else say how.
for browser in "${TRAZO_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
  if [ -n "$browser" ] && command -v "$browser" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium for the browser tests ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "The browser tests need Chromium: install it (Debian: sudo apt-get install chromium) or set TRAZO_CHROMIUM to a browser." >&2
exit 1
