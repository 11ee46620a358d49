#!/bin/sh
# Prints the home of a JDK of at least the version given: find-jdk.sh 25
#
# A JDK somebody points at comes first: MORTISE_JAVA_HOME, JAVA_HOME, the javac on the PATH. When none of these is new
# enough, the places where package managers and tools put JDKs are searched, and the oldest that will do is taken, being
# nearest to what is tested. Starts no JVM: a version is what the file "release" says, so this costs a few milliseconds.

least=${1:?the lowest version that will do, such as 25}

# Sets $version to the major version of the JDK in directory $1; fails if there is none, or an older one.
fits() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    version=0
    while read -r line; do
        case $line in
            JAVA_VERSION=*)
                line=${line#*\"}
                version=${line%%[!0-9]*}
                ;;
        esac
    done <"$1/release"
    [ "${version:-0}" -ge "$least" ]
}

for home in "${MORTISE_JAVA_HOME-}" "${JAVA_HOME-}"; do
    if [ -n "$home" ] && fits "$home"; then
        echo "$home"
        exit
    fi
done

if javac=$(command -v javac) && javac=$(readlink -f "$javac" 2>/dev/null) && fits "${javac%/bin/javac}"; then
    echo "${javac%/bin/javac}"
    exit
fi

best=
best_version=
for home in /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/jdk* /opt/*jdk* /opt/hostedtoolcache/Java_*/*/* \
    "${HOME-}"/.jdks/* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.local/share/mise/installs/java/* \
    "${HOME-}"/.asdf/installs/java/* "${HOME-}"/.gradle/jdks/* "${HOME-}"/.gradle/jdks/*/Contents/Home \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if fits "$home" && { [ -z "$best" ] || [ "$version" -lt "$best_version" ]; }; then
        best=$home
        best_version=$version
    fi
done

if [ -z "$best" ]; then
    echo "Mortise needs a JDK $least or newer and found none: install one, or set JAVA_HOME to where it is." >&2
    exit 1
fi
echo "$best"
