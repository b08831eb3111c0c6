#!/usr/bin/env bash
# Makes the machine ready: system packages, a Chinese font, .venv with the locked dependencies. What is there is left alone.
#   setup.sh run     what the program needs
#   setup.sh test    the same and the tools of the tests
set -euo pipefail

mode=${1:?run or test}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
packages=$root/scripts/system_packages.sh

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$@"
  exit 3
}

# --- Python -------------------------------------------------------------------------------------------------------

suits() { "$1" -c "import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))" 2>/dev/null; }

can_make_venv() { "$1" -c "import ensurepip, venv" 2>/dev/null; }

find_python() {
  local name
  for name in python3.11 python3.12 python3; do
    suits "$name" && can_make_venv "$name" && command -v "$name" && return
  done
  return 1
}

# The packages that would give a Python with which find_python succeeds.
python_packages() {
  local name
  for name in python3.11 python3.12; do
    suits "/usr/bin/$name" && printf '%s\n' "$name-venv" && return
  done
  printf '%s\n' "python3.11|python3.12" "python3.11-venv|python3.12-venv"
}

venv_works() { suits "$venv/bin/python" && "$venv/bin/python" -c "import pip" 2>/dev/null; }

# --- System packages ----------------------------------------------------------------------------------------------

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif ! command -v sudo >/dev/null; then
    return 1
  elif [ -t 0 ]; then
    sudo "$@"
  else
    sudo -n "$@"
  fi
}

has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

needed_packages() {
  bash "$packages" missing "$mode"
  venv_works || find_python >/dev/null || python_packages
}

install_packages() {
  local needed names
  [ -z "${NIANBAO_SKIP_PACKAGES:-}" ] || return 0
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "本系统不是 Debian 系，跳过系统软件包（需要的名单见 scripts/system_packages.sh）。/ Not a Debian-family system: no system packages are installed."
    return
  fi
  names=$(needed_packages)
  [ -n "$names" ] || return 0
  mapfile -t needed <<<"$names"
  names=${needed[*]%%|*}
  say "需要安装系统软件包（只此一次，可能要求输入密码）/ System packages to install (once; may ask for your password):"
  say "  $names"
  as_root bash "$packages" install "${needed[@]}" && return
  say "系统软件包没有装上。请由管理员运行下面一行，再重新运行本命令 / The packages could not be installed. Ask an administrator to run:"
  say "  apt-get update && apt-get install $names"
  # The check in a terminal needs none of the window's libraries.
  if [ "$mode" = run ] && ! has_display; then return; fi
  fail "（确知不需要时，可设 NIANBAO_SKIP_PACKAGES=1 跳过。/ Set NIANBAO_SKIP_PACKAGES=1 to go on without them.）"
}

# --- .venv --------------------------------------------------------------------------------------------------------

make_venv() {
  local python
  venv_works && return
  python=$(find_python) ||
    fail "没有找到可用的 Python 3.11 或 3.12（含 venv），请先安装。/ No Python 3.11 or 3.12 with venv was found; install one first."
  say "正在建立 .venv（$python）… / Making .venv"
  "$python" -m venv --clear "$venv" >/dev/null 2>&1 || fail "不能在 $venv 建立虚拟环境，请检查磁盘空间和写权限。/ Cannot make $venv: check disk space and permissions."
}

lock_hash() { sha256sum "$root/requirements/$1.txt" | cut -d' ' -f1; }

stamped() { [ "$(cat "$venv/.locked-$1" 2>/dev/null)" = "$(lock_hash "$1")" ]; }

# The development lock holds the runtime lock, so that either stamp serves `run`.
up_to_date() { stamped dev || { [ "$mode" = run ] && stamped runtime; }; }

install_locked() {
  local lock=runtime log=$venv/install.log
  [ "$mode" = test ] && lock=dev
  up_to_date && return
  say "正在安装依赖（首次需下载约 150 MB，请稍候）… / Installing the locked dependencies (about 150 MB the first time)"
  rm -f "$venv"/.locked-*
  if ! "$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$root/requirements/$lock.txt" >"$log" 2>&1; then
    grep -E '^ERROR' "$log" | tail -n 3 >&2 || true
    fail "依赖没有装上，请检查网络和磁盘空间后重试；详情见 $log。/ The dependencies could not be installed; see that file."
  fi
  lock_hash "$lock" >"$venv/.locked-$lock"
}

# One set-up at a time, also when somebody starts the program twice.
exec 9<"$root/requirements/runtime.txt"
if command -v flock >/dev/null; then flock 9; fi
install_packages
make_venv
install_locked
