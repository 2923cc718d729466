#!/bin/sh
# Have strace, by which tests see what native code opens and sends; else say what fails. It is Linux's.
set -u
[ "$(uname)" = Linux ] || exit 0
if ! command -v strace >/dev/null && ! sh "$(dirname "$0")/apt_install.sh" strace; then
    echo "Without strace the tests of what is sent fail." >&2
fi
exit 0
