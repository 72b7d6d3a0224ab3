#!/bin/sh
# Sees to the system's part of the set-up: what pip cannot bring. Usage: system.sh site|test
# Where apt-get is there and permitted it installs what is missing; elsewhere it says in one line what to install.
set -eu

missing=""
need() { # need <Debian package> <command that succeeds when it is there>
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}
library() { ${PYTHON:-python3} -c "import ctypes.util, sys; sys.exit(not ctypes.util.find_library('$1'))"; }

need python3-venv "${PYTHON:-python3}" -c "import ensurepip, venv"
need libpango-1.0-0 library pango-1.0
need libpangoft2-1.0-0 library pangoft2-1.0
need libharfbuzz-subset0 library harfbuzz-subset
need fontconfig library fontconfig
if [ "${1:-site}" = test ]; then
    need qpdf command -v qpdf
    need poppler-utils command -v pdftoppm
    # Tests that want a browser skip without one; a run of continuous integration must have it.
    [ -z "${CI:-}" ] || need chromium sh -c 'command -v chromium || command -v chromium-browser'
fi
[ -n "$missing" ] || exit 0

${PYTHON:-python3} -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Hace falta Python 3.11 o posterior. · Python 3.11 or later is needed." >&2
    exit 1
}
if command -v apt-get >/dev/null 2>&1; then
    sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo -n"
    echo "Instalando · Installing:$missing" >&2
    if $sudo true 2>/dev/null && DEBIAN_FRONTEND=noninteractive $sudo apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
        exit 0
    fi
    echo "Instale estos paquetes y repita · Install these packages and try again: sudo apt-get install$missing" >&2
    exit 1
fi
case "$(uname -s)" in
Darwin) echo "Instale y repita · Install and try again: brew install pango harfbuzz fontconfig qpdf poppler" >&2 ;;
*) echo "Instale con su gestor de paquetes el equivalente de · Install with your package manager the equivalent of:$missing" >&2 ;;
esac
exit 1
