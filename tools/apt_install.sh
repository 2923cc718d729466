#!/bin/sh
# Install Debian packages where we may: as root, or with a sudo that asks nothing. Otherwise say what to do and fail.
set -eu
missing=
for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "Not Debian, so nothing is installed here:$missing" >&2
    exit 1
elif [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root='sudo -n'
else
    echo "Not allowed to install; please do: sudo apt install$missing" >&2
    exit 1
fi
echo "Installing$missing"
# shellcheck disable=SC2086 - they are lists of words
{
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
} || {
    echo "apt could not install$missing" >&2
    exit 1
}
