#!/usr/bin/env bash
# Runs the README's two commands as a newcomer would: in a fresh minimal Debian, on a clean clone of the committed state. Needs root.
#   try_in_chroot.sh [--suite NAME] [--mirror URL] [--copy PATH]... DIR [COMMAND...]
# DIR is made when it is not there, and kept: the second time shows the quick path. The mirror is that of this machine's apt.
# --copy takes a file or folder of this machine (certificates, a pip or apt setting) to the same place inside.
# COMMAND, run in the clone, stands in for the two.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
suite=bookworm
mirror=
copies=()
while [[ "${1:-}" == --* ]]; do
  case "$1" in
    --suite) suite=$2 ;;
    --mirror) mirror=$2 ;;
    --copy) copies+=("$2") ;;
    *) echo "unknown option: $1" >&2 && exit 2 ;;
  esac
  shift 2
done
dir=$(realpath -m "${1:?a folder for the chroot}")
shift
# Spaces and Chinese characters in the path: offices have both.
inside="/opt/新 文件夹/nianbao"

suite_mirror() { apt-get indextargets --format '$(REPO_URI)' "Codename: $suite" "Created-By: Packages" | head -n 1; }

make_chroot() {
  [ -e "$dir/etc/debian_version" ] && return
  debootstrap --variant=minbase "$suite" "$dir" "${mirror:-$(suite_mirror)}" >"$dir.log" || { tail -n 5 "$dir.log" && exit 1; }
}

copy_access() {
  local path
  for path in /etc/resolv.conf "${copies[@]}"; do
    mkdir -p "$dir$(dirname "$path")"
    cp -aL "$path" "$dir$(dirname "$path")/"
  done
}

clone() {
  mkdir -p "$dir$(dirname "$inside")"
  if [ -e "$dir$inside" ]; then
    git -C "$dir$inside" fetch -q "$root" HEAD && git -C "$dir$inside" reset -q --hard FETCH_HEAD
  else
    git clone -q "$root" "$dir$inside"
  fi
}

# A newcomer's environment: nothing of this machine's but how to reach the network.
enter() {
  local access
  mapfile -t access < <(env | grep -E '^(https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY|PIP_(CERT|PROXY|INDEX_URL|DEFAULT_TIMEOUT)|SSL_CERT_FILE)=' || true)
  chroot "$dir" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb "${access[@]}" "$@"
}

# Never /dev itself: somebody will remove DIR one day, and with it what is mounted there.
mount_inside() {
  mountpoint -q "$dir/proc" || mount -t proc proc "$dir/proc"
  mkdir -p "$dir/dev/shm" "$dir/dev/pts"
  mountpoint -q "$dir/dev/shm" || mount -t tmpfs tmpfs "$dir/dev/shm"
  mountpoint -q "$dir/dev/pts" || mount -t devpts -o newinstance,ptmxmode=0666 devpts "$dir/dev/pts"
}

leave() { umount "$dir/proc" "$dir/dev/shm" "$dir/dev/pts" 2>/dev/null || true; }

timed() {
  local start=$SECONDS status=0
  printf '\n=== %s\n' "$*"
  enter bash -c 'cd "$0" && "$@"' "$inside" "$@" || status=$?
  printf '=== %s: status %d, %d s\n' "$*" "$status" $((SECONDS - start))
  return "$status"
}

make_chroot
copy_access
clone
trap leave EXIT
mount_inside
if [ $# -gt 0 ]; then
  timed "$@"
else
  timed ./run
  timed ./test
fi
