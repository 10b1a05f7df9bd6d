#!/usr/bin/env bash
# Run the newest Python of this machine that the project supports, with the arguments given.
set -euo pipefail
for candidate in "${PYTHON:-}" python3.14 python3.13 python3.12 python3.11 python3 python; do
  if [ -n "$candidate" ] && command -v "$candidate" > /dev/null 2>&1 &&
    "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' > /dev/null 2>&1; then
    exec "$candidate" "$@"
  fi
done
echo "Python 3.11 or newer with its venv module is needed (on Debian and Ubuntu: apt-get install python3 python3-venv)." >&2
exit 1
