#!/usr/bin/env bash
# Resolve pyproject.toml into the two hash-locked requirement files, for every platform and Python 3.11 upwards.
# uv comes into an environment of its own that is thrown away; packages move only when asked: scripts/lock.sh --upgrade.
set -euo pipefail
cd "$(dirname "$0")/.."
tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
"${PYTHON:-python3}" -m venv "$tool"
"$tool/bin/pip" install --quiet --disable-pip-version-check uv
lock() {
  output=$1
  shift
  "$tool/bin/uv" pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header --generate-hashes \
    --output-file "requirements/$output" pyproject.toml --extra build "$@" > /dev/null
  echo "requirements/$output: $(grep -c '==' "requirements/$output") packages"
}
lock run.lock "$@"
lock dev.lock --extra dev --constraint requirements/run.lock "$@"
