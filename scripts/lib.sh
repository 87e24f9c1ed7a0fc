# Shared by scripts/run and scripts/test; to be sourced, from the top of the tree.

node_major_min=18

say() { printf '%s\n' "$*"; }

die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

node_is_there() {
    command -v node >/dev/null && command -v npm >/dev/null || return 1
    local version
    version=$(node --version)
    version=${version#v}
    [ "${version%%.*}" -ge "$node_major_min" ]
}

is_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Prints what of the groups given is not installed, one package a line.
missing_packages() {
    local wanted=" $* " group package _
    while read -r group package _; do
        [[ $wanted == *" $group "* ]] || continue
        # A Node from elsewhere does as well, and Debian's would fight with it.
        [[ $package == nodejs || $package == npm ]] && node_is_there && continue
        is_installed "$package" || say "$package"
    done < <(grep -v '^#' scripts/packages.txt)
}

# Installs what is missing of the groups given; asks nothing of apt when nothing is.
install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "This is no Debian: scripts/packages.txt lists what has to be there."
        return
    fi
    local missing as_root=()
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -gt 0 ] || return 0
    say "Installing: ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "not root, and there is no sudo; as root, run:
    apt-get install --no-install-recommends ${missing[*]}"
        as_root=(sudo)
    fi
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# Fetches a folder's Node packages when its lock file is newer than what was fetched last.
npm_packages() {
    local folder=$1
    local fetched=$folder/node_modules/.package-lock.json
    [ "$fetched" -nt "$folder/package-lock.json" ] && return
    npm --prefix "$folder" ci --no-audit --no-fund
}

# The pages, into web/dist.
build_web() {
    npm_packages web
    npm --prefix web run build
}

# Configures and builds one preset of CMakePresets.json.
build_preset() {
    cmake --preset "$1"
    cmake --build --preset "$1"
}
