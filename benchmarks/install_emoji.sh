#!/bin/sh
# Seats are animals: without a font of them, the pictures of a class have boxes.
if ! command -v fc-list >/dev/null 2>&1 || fc-list | grep -qi emoji; then exit 0; fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing a font of emoji for the pictures ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq fonts-noto-color-emoji >/dev/null && exit 0
fi
echo "The pictures need a font of emoji: install it (Debian: sudo apt-get install fonts-noto-color-emoji)." >&2
exit 1
