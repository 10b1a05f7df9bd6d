#!/usr/bin/env bash
# Print the path of a Chromium for the browser tests: one that is installed, else one installed now.
set -euo pipefail

installed() {
  for name in "${OUTCOMES_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name"; then return 0; fi
  done
  for path in "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    if [ -x "$path" ]; then echo "$path" && return 0; fi
  done
  return 1
}

of_playwright() {
  "$(dirname "$0")/../.venv/bin/python" - << 'PYTHON'
from pathlib import Path

from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    path = Path(playwright.chromium.executable_path)
raise SystemExit(0 if path.exists() and not print(path) else 1)
PYTHON
}

installed && exit 0
of_playwright && exit 0
echo "No Chromium found: installing one for the browser tests" >&2
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium; } < /dev/null >&2
  installed
else
  "$(dirname "$0")/../.venv/bin/playwright" install chromium >&2
  of_playwright
fi
