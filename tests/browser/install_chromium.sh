#!/bin/sh
# The browser tests need a Chromium; install it where that can be done, or else say how.
# The one without windows is Debian's chromium-headless-shell, and twice as fast in tests.
have() { command -v "$1" >/dev/null 2>&1; }
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" >/dev/null 2>&1; }

if [ -n "${TRAZO_CHROMIUM:-}" ] && have "$TRAZO_CHROMIUM"; then exit 0; fi
if have chromium-headless-shell; then exit 0; fi
if have apt-get && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium for the browser tests ..."
  apt-get update -qq >/dev/null 2>&1
  install chromium-headless-shell && exit 0
fi
for browser in chromium chromium-browser google-chrome google-chrome-stable; do
  if have "$browser"; then exit 0; fi
done
if have apt-get && [ "$(id -u)" = 0 ] && install chromium; then exit 0; fi
echo "The browser tests need Chromium: install it (Debian: sudo apt-get install chromium-headless-shell) or set TRAZO_CHROMIUM to a browser." >&2
exit 1
