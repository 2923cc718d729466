#!/bin/sh
# Have two independent readers of vCards for the tests, ical.js and ez-vcard; where that may not be, say what is left out.
set -u
here=$(dirname "$0")
folder=$here/../.readers

if ! [ -d "$folder/node_modules/ical.js" ]; then
    command -v npm >/dev/null || sh "$here/apt_install.sh" nodejs npm
    if ! command -v npm >/dev/null || ! npm install --no-save --no-package-lock --silent --prefix "$folder" ical.js@2.2.1; then
        echo "Tests that read with ical.js are left out: node and npm are needed." >&2
    fi
fi

packages="libez-vcard-java libvinnie-java libjackson2-core-java libjsoup-java"
command -v javac >/dev/null || packages="$packages default-jdk-headless"
# shellcheck disable=SC2086 - it is a list of words
if ! sh "$here/apt_install.sh" $packages; then
    echo "Tests that read with ez-vcard are left out; pytest lists them at the end." >&2
fi
exit 0
