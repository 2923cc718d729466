#!/bin/sh
# Have PostgreSQL for the tests of a store on a server; they start one of their own. Else say what is left out.
set -u
for program in /usr/lib/postgresql/*/bin/initdb "$(command -v initdb)"; do
    [ ! -x "$program" ] || exit 0
done
if ! sh "$(dirname "$0")/apt_install.sh" postgresql; then
    echo "Tests that need PostgreSQL are left out; pytest lists them at the end." >&2
fi
exit 0
