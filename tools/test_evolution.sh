#!/bin/sh
# With CARDSCAN_SOAK=1 have Evolution's data server (150 MB) and what its client needs, for a test with a real program.
set -u
[ -n "${CARDSCAN_SOAK:-}" ] || exit 0
packages="evolution-data-server gir1.2-ebook-1.2 gir1.2-edataserver-1.2 python3-gi dbus"
# shellcheck disable=SC2086 - it is a list of words
if ! sh "$(dirname "$0")/apt_install.sh" $packages; then
    echo "The test with Evolution's data server is left out; pytest lists it at the end." >&2
fi
exit 0
