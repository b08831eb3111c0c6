# Sourced: clean Debian systems in folders, made with this machine's mirror, and commands in them.

# The mirror that this machine's apt uses, for any release: a release that it does not use lies at the same place. MIRROR names another,
# for releases of Ubuntu.
mirror_of() {
  [ -z "${MIRROR:-}" ] || { echo "$MIRROR" && return; }
  apt-get indextargets --format '$(REPO_URI)' "Codename: $1" "Created-By: Packages" | head -n 1 | grep . || mirror_of bookworm
}

strap() {
  debootstrap --variant=minbase "$1" "$2" "$(mirror_of "$1")" >"$2.log" 2>&1 || { tail -n 5 "$2.log" >&2 && return 1; }
}

# A newcomer's environment: nothing of this machine's but how to reach the network.
inside() {
  local dir=$1 access
  shift
  mapfile -t access < <(env | grep -E '^(https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY|SSL_CERT_FILE)=' || true)
  cp -L /etc/resolv.conf "$dir/etc/resolv.conf"
  chroot "$dir" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LANG=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive "${access[@]}" "$@"
}

# Never /dev itself: somebody will remove the folder one day, and with it what is mounted there.
enter() {
  mountpoint -q "$1/proc" || mount -t proc proc "$1/proc"
  mkdir -p "$1/dev/shm"
  mountpoint -q "$1/dev/shm" || mount -t tmpfs tmpfs "$1/dev/shm"
}

leave() { umount "$1/proc" "$1/dev/shm" 2>/dev/null || true; }
