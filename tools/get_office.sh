#!/bin/sh
# Installs LibreOffice Calc, a Chinese font and poppler on Debian and Ubuntu when they are absent and
# we may.  Never fails: without them there are no PDF and PNG views, and some tests skip.
set -u

have() { command -v "$1" >/dev/null 2>&1; }

if { have soffice || have libreoffice; } && have pdftoppm; then
    exit 0
fi
if ! have apt-get; then
    echo "LibreOffice or pdftoppm is not installed: no PDF and PNG views, some tests will skip." >&2
    exit 0
fi
if [ "$(id -u)" = 0 ]; then
    run=""
elif have sudo && sudo -n true 2>/dev/null; then
    run="sudo"
else
    echo "For PDF and PNG views and all tests, run:" >&2
    echo "  sudo apt-get install libreoffice-calc libreoffice-writer python3-uno fonts-noto-cjk poppler-utils" >&2
    exit 0
fi

echo "Installing LibreOffice, a Chinese font and poppler (once; takes a few minutes) ..." >&2
packages="libreoffice-calc libreoffice-writer python3-uno fonts-noto-cjk poppler-utils"
log=$(mktemp)
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
if $run apt-get install -y --no-install-recommends $packages >"$log" 2>&1 ||
    { $run apt-get update >>"$log" 2>&1 &&
        $run apt-get install -y --no-install-recommends $packages >>"$log" 2>&1; }; then
    rm -f "$log"
else
    echo "That did not work (see $log); going on without: no PDF and PNG views, some tests will skip." >&2
fi
exit 0
