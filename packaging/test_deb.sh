#!/usr/bin/env bash
# Tries the Debian package in clean minimal systems with nothing but what it declares, and with the network cut off: its own test, the
# sample, the window under Xvfb with a screenshot, no internet socket, upgrade, removal, purge. Needs root, debootstrap, xvfb, xdotool,
# imagemagick, strace.
#   test_deb.sh [--work DIR] [--suites "bullseye bookworm"] DEB
#   MIRROR=URL test_deb.sh --suites focal DEB
# Screenshots and a table of the results are left in DIR (default build/test-deb).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$root/build/test-deb
suites="bullseye bookworm"
while [[ "${1:-}" == --* ]]; do
  case "$1" in
    --work) work=$(realpath -m "$2") ;;
    --suites) suites=$2 ;;
    *) echo "unknown option: $1" >&2 && exit 2 ;;
  esac
  shift 2
done
deb=$(realpath "${1:?a .deb file}")
export LC_ALL=C.UTF-8
sample=/usr/lib/nianbao/_internal/resources/samples/示例-青禾县2018年年度报告.docx
# shellcheck source=packaging/deb/chroot.sh
source "$root/packaging/deb/chroot.sh"

say() { printf '%-10s %s\n' "$suite" "$*" | tee -a "$work/results.txt"; }
fail() {
  say "FAILED: $*"
  exit 1
}

# A user's call in the chroot, without any network but for the file system's sockets.
as_user() { unshare -n chroot --userspec=1000:1000 "$dir" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/tmp/tester LANG=zh_CN.UTF-8 DISPLAY=$screen "$@"; }

make_system() {
  dir=$work/$suite
  [ -e "$dir/etc/debian_version" ] || strap "$suite" "$dir"
  enter "$dir"
  mkdir -p "$dir/tmp/.X11-unix" "$dir/tmp/tester"
  mountpoint -q "$dir/tmp/.X11-unix" || mount --bind /tmp/.X11-unix "$dir/tmp/.X11-unix"
  grep -q '^tester:' "$dir/etc/passwd" || echo 'tester:x:1000:1000::/tmp/tester:/bin/sh' >>"$dir/etc/passwd"
  chown 1000:1000 "$dir/tmp/tester"
}

install_it() {
  inside "$dir" dpkg --purge nianbao >/dev/null 2>&1 || true
  cp "$deb" "$dir/tmp/nianbao.deb"
  inside "$dir" apt-get update -qq
  inside "$dir" apt-get install -y -qq --no-install-recommends /tmp/nianbao.deb >"$work/$suite.apt.log" 2>&1 || fail "does not install, see $work/$suite.apt.log"
  say "installed: deb $(($(stat -c %s "$deb") / 1000)) kB, $(inside "$dir" dpkg-query -W -f '${Installed-Size}' nianbao) KiB on disk"
}

test_itself() {
  local start=$SECONDS
  as_user nianbao --self-test >"$work/$suite.self-test.txt" 2>&1 || fail "self-test, see $work/$suite.self-test.txt"
  say "$(tail -n 1 "$work/$suite.self-test.txt") $((SECONDS - start)) s"
  grep '窗口' "$work/$suite.self-test.txt"
}

test_sample() {
  local status=0
  as_user nianbao check "$sample" >"$work/$suite.check.txt" || status=$?
  [ "$status" = 1 ] || fail "the sample has errors, and the status was $status"
  say "sample: $(grep -m1 -o '需修改[^ ]*' "$work/$suite.check.txt")"
}

test_sockets() {
  local calls=$work/$suite.calls
  strace -f -qq -e trace=socket,connect,bind,sendto -o "$calls" bash -c "$(declare -f as_user); dir='$dir' screen='$screen'; as_user nianbao --self-test" >/dev/null
  grep -c AF_INET "$calls" >/dev/null && fail "an internet socket: $(grep -m1 AF_INET "$calls")"
  say "no internet socket in $(wc -l <"$calls") socket calls of the self-test, its window and workers"
}

# The window, as a user starts it with a file; what it opens is traced too.
test_window() {
  local calls=$work/$suite.window-calls pid title=
  strace -f -qq -e trace=socket,connect,bind,sendto -o "$calls" bash -c "$(declare -f as_user); dir='$dir' screen='$screen'; as_user nianbao '$sample'" 2>"$work/$suite.window.log" &
  pid=$!
  for _ in $(seq 240); do
    title=$(DISPLAY=$screen xdotool search --name '示例.*年报自查' 2>/dev/null | head -n 1) || true
    [ -n "$title" ] && break
    sleep 0.5
  done
  sleep 15
  DISPLAY=$screen import -window root "$work/$suite.png"
  [ -n "$title" ] || fail "no window, see $work/$suite.window.log"
  DISPLAY=$screen xdotool windowkill "$title" || true
  sleep 2
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  grep -c AF_INET "$calls" >/dev/null && fail "the window opens an internet socket"
  say "window: $work/$suite.png, $(convert "$work/$suite.png" -unique-colors -format %w info:) colours, no internet socket"
}

test_upgrade() {
  local next=$work/next
  as_user nianbao dismiss add "$sample" period.coverage --reason 试 >/dev/null
  rm -rf "$next" && dpkg-deb -R "$deb" "$next"
  sed -i 's/^Version: .*/&+next/' "$next/DEBIAN/control"
  rm -r "$next/usr/lib/nianbao/licences"
  dpkg-deb --root-owner-group -Zgzip -z1 --build "$next" "$dir/tmp/next.deb" >/dev/null
  inside "$dir" dpkg -i /tmp/next.deb >/dev/null || fail "upgrade"
  [ ! -e "$dir/usr/lib/nianbao/licences" ] || fail "the upgrade left old files"
  as_user nianbao dismiss list | grep -q 试 || fail "the upgrade lost what the user dismissed"
  say "upgrade: old files gone, what the user kept is there"
}

test_removal() {
  inside "$dir" dpkg --remove nianbao >/dev/null 2>"$work/$suite.remove.log" || fail "removal"
  [ -s "$work/$suite.remove.log" ] && fail "removal complains: $(cat "$work/$suite.remove.log")"
  [ -e "$dir/tmp/tester/.local/share/nianbao/nianbao.db" ] || fail "removal took what the user kept"
  inside "$dir" dpkg --purge nianbao >/dev/null
  local left
  left=$(find "$dir" -xdev -name '*nianbao*' ! -path "$dir/tmp/*.deb" ! -path '*/apt/*')
  [ -z "$left" ] || fail "left after purge: $left"
  say "removal keeps what the user kept, purge leaves nothing"
}

try_suite() {
  make_system
  install_it
  test_itself
  test_sample
  test_sockets
  test_window
  test_upgrade
  test_removal
}

mkdir -p "$work" /tmp/.X11-unix
: >"$work/results.txt"
# A display of its own: on one that others use, their windows would be seen and stopped.
exec {free}<> <(:)
Xvfb -displayfd "$free" -screen 0 1440x900x24 -nolisten tcp -noreset >/dev/null 2>&1 &
server=$!
read -r -t 30 -u "$free" number || { echo "Xvfb does not start" >&2 && exit 1; }
screen=:$number
clean_up() {
  kill "$server" 2>/dev/null || true
  for suite in $suites; do
    umount "$work/$suite/tmp/.X11-unix" 2>/dev/null || true
    leave "$work/$suite"
  done
}
trap clean_up EXIT
for suite in $suites; do try_suite; done
