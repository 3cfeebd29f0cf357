#!/bin/sh
# Find a Python that is new enough and hand over to it.
cd "$(dirname "$0")/../.." || exit 1
enough='import sys; sys.exit(sys.version_info < (3, 11))'
for python in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
    if [ -n "$python" ] && command -v "$python" >/dev/null 2>&1 && "$python" -c "$enough" 2>/dev/null; then
        exec "$python" backend/devstack/bootstrap.py "$@"
    fi
done
echo "Python 3.11 or newer is needed; none was found (name one with PYTHON=/path/to/python3)." >&2
exit 1
