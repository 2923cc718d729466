#!/bin/sh
# Have Chromium for the tests of the pages, and the library that playwright's own program needs; else say what is left out.
set -u
if ! sh "$(dirname "$0")/apt_install.sh" chromium libatomic1 && ! command -v chromium >/dev/null; then
    echo "Tests that need a browser are left out; pytest lists them at the end." >&2
fi
exit 0
