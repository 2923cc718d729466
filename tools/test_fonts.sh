#!/bin/sh
# Have the typefaces of the sample cards, which tests draw; where that may not be, say what is left out.
set -u
here=$(dirname "$0")
packages=$("$here/../.venv/bin/python" -c "from samples.fonts import packages; print(*packages())") || exit 1
# shellcheck disable=SC2086 - it is a list of words
if ! sh "$here/apt_install.sh" $packages; then
    echo "Tests that draw the sample cards are left out; pytest lists them at the end." >&2
fi
exit 0
