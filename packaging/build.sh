#!/usr/bin/env bash
# The program as a folder for this platform, in one step: dist/nianbao, tested, with its bill of materials and checksums beside it.
# Needs requirements/package.txt installed in the Python named in PYTHON (default: that of .venv). Arguments: see --help.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export QT_QPA_PLATFORM=offscreen
exec "${PYTHON:-.venv/bin/python}" -m scripts.bundle.build "$@"
