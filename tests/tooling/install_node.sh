#!/bin/sh
# The page's modules are linted by tools that run on Node.js: install it where that can be done, or else say how.
ready() {
  command -v npm >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' 2>/dev/null
}
if ready; then exit 0; fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing Node.js for the lint of the page's modules ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null && ready && exit 0
fi
echo "The lint of the page's modules needs Node.js 18 or newer and npm: install them (Debian: sudo apt-get install nodejs npm)." >&2
exit 1
