#!/bin/sh
# Double-click on macOS, or ./start.command on Linux: sets up what is missing in this folder, then asks
# in plain words. What stands behind it is used instead of the questions: ./start.command demo
cd "$(dirname "$0")" || exit 1
here=$(pwd)

newer_python() { # the first Python of 3.11 or newer that can make an environment
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
}

if [ ! -x .venv/bin/auditor ]; then
    echo "First start: getting ready takes a minute or two. / Primo avvio: ci vogliono uno o due minuti."
    python=$(newer_python)
    if [ -n "$python" ]; then
        "$python" -m venv .venv && .venv/bin/pip install --quiet . || exit 1
    else
        uv=$(command -v uv || true)
        if [ -z "$uv" ]; then
            echo "Python 3.11 is missing; uv (https://docs.astral.sh/uv/) brings it into this folder."
            echo "Manca Python 3.11: lo porta uv (https://docs.astral.sh/uv/), in questa cartella."
            curl -LsSf https://astral.sh/uv/install.sh | env UV_INSTALL_DIR="$here/.venv-uv" UV_NO_MODIFY_PATH=1 sh || exit 1
            uv="$here/.venv-uv/uv"
        fi
        UV_PYTHON_INSTALL_DIR="$here/.venv-uv/python" "$uv" venv --quiet --clear --python 3.13 .venv &&
            "$uv" pip install --quiet --python .venv/bin/python . || exit 1
    fi
fi
exec .venv/bin/auditor "$@"
