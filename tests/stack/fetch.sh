#!/usr/bin/env bash
# Fetches one real part by its Maven coordinates into the cache, once, and prints its folder.
#
#   fetch.sh kafka|connect|converter|debezium|sink|registry
#
# The cache is ${ORDERFLOW_CACHE:-$HOME/.cache/orderflow}. A second call downloads nothing.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${ORDERFLOW_CACHE:-$HOME/.cache/orderflow}
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.6.1

fail() {
    echo "fetch: $*" >&2
    exit 1
}

maven() {
    mvn -q -B -s "$here/settings.xml" -Dmaven.repo.local="$cache/m2" "$@" >&2
}

# jars PART TARGET: the runtime jars of poms/PART.xml.
jars() {
    # Maven writes beside its pom, so it gets a copy outside the checkout.
    cp "$here/poms/$1.xml" "$2/pom.xml"
    maven -f "$2/pom.xml" "$plugin:copy-dependencies" -DincludeScope=runtime \
        -DoutputDirectory="$2/lib"
}

# archive COORDINATES TARGET: a tar.gz, unpacked.
archive() {
    maven "$plugin:copy" -Dartifact="$1" -DoutputDirectory="$2/archive"
    tar -xzf "$2"/archive/*.tar.gz -C "$2"
    rm -r "$2/archive"
}

get() {
    local part=$1 target=$2
    case $part in
    kafka | connect) jars "$part" "$target" ;;
    converter)
        jars converter "$target"
        # Connect brings these itself; a second copy in the plug-in would hide them.
        rm -f "$target"/lib/{connect-api,connect-json,kafka-clients,slf4j-api}-*.jar
        ;;
    debezium) archive io.debezium:debezium-connector-postgres:3.6.0.Final:tar.gz:plugin "$target" ;;
    sink) archive io.debezium:debezium-connector-jdbc:3.6.0.Final:tar.gz:plugin "$target" ;;
    registry) archive io.apicurio:apicurio-registry-app:2.6.13.Final:tar.gz:all "$target" ;;
    *) fail "unknown part '$part': kafka, connect, converter, debezium, sink or registry" ;;
    esac
}

[ $# -eq 1 ] || fail "usage: fetch.sh kafka|connect|converter|debezium|sink|registry"
part=$1
case $part in
kafka | connect) version=4.3.1 ;;
debezium | sink) version=3.6.0.Final ;;
converter | registry) version=2.6.13.Final ;;
*) fail "unknown part '$part': kafka, connect, converter, debezium, sink or registry" ;;
esac
target=$cache/stack/$part-$version

if [ ! -d "$target" ]; then
    command -v mvn >/dev/null || fail "mvn is missing (package maven)"
    mkdir -p "$cache/stack"
    # Only one of several callers fetches; what is half-way never gets the final name.
    exec 9>"$cache/stack/lock"
    flock 9
    if [ ! -d "$target" ]; then
        rm -rf "$target.part"
        mkdir "$target.part"
        echo "fetching $part $version" >&2
        get "$part" "$target.part" || fail "could not fetch $part $version (see Maven's lines above)"
        mv "$target.part" "$target"
    fi
fi
echo "$target"
