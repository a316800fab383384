#!/bin/sh
# The browser tests need a Chromium; install it where that can be done, or else say how.
# Debian's chromium-headless-shell beside it halves the time that a page takes; others do without.
have() { command -v "$1" >/dev/null 2>&1; }
have_whole() {
  for browser in "${TRAZO_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$browser" ] && have "$browser"; then return 0; fi
  done
  return 1
}
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" >/dev/null 2>&1; }

if have_whole && { have chromium-headless-shell || [ -n "${TRAZO_CHROMIUM:-}" ]; }; then exit 0; fi
if have apt-get && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium for the browser tests ..."
  apt-get update -qq >/dev/null 2>&1
  have_whole || install chromium
  have chromium-headless-shell || install chromium-headless-shell
fi
if have_whole; then exit 0; fi
echo "The browser tests need Chromium: install it (Debian: sudo apt-get install chromium) or set TRAZO_CHROMIUM to a browser." >&2
exit 1
