#!/bin/sh
# start.sh COMMAND [ARGUMENTS]: find a Python that is new enough and hand over to bin/launch.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
found=""
for python in ${PYTHON:+"$PYTHON"} "$root/.venv/bin/python" python3 python3.14 python3.13 python3.12 python3.11; do
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        PYTHONPATH="$root/bin" exec "$python" -m launch "$@"
    fi
    found="$found $version"
done
echo "The portal needs Python 3.11 or newer and found${found:- none}: install one (Debian: apt-get install python3)" \
    "or name it, as in PYTHON=/opt/python3.12/bin/python3 bin/$1" >&2
exit 1
