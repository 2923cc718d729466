#!/bin/sh
# Check that a Python can make our environment: version and venv, which Debian packs apart and we install if we may.
set -eu
python=$1

if ! command -v "$python" >/dev/null; then
    echo "There is no $python here. cardscan needs Python 3.11 or newer: apt install python3 python3-venv, brew install python." >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "cardscan needs Python 3.11 or newer; $("$python" --version) is too old. Name another: make setup PYTHON=python3.12" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    sh "$(dirname "$0")/apt_install.sh" python3-venv || exit 1
    "$python" -c 'import ensurepip, venv' || {
        echo "$python still has no venv: install the package that brings it for this Python." >&2
        exit 1
    }
fi
