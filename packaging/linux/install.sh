#!/bin/sh
# In the self-extracting .run: puts the program into the home directory. No root, no network.
#   fovea-VERSION.run -- [--prefix DIR] [--uninstall]      DIR is ~/.local unless told otherwise
set -eu
prefix=$HOME/.local
remove=
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) prefix=$2; shift 2 ;;
        --uninstall) remove=yes; shift ;;
        *) echo "usage: [--prefix DIR] [--uninstall]" >&2; exit 2 ;;
    esac
done
home=$prefix/opt/fovea
share=$prefix/share

uninstall() {
    rm -rf "$home"
    rm -f "$prefix/bin/fovea" "$share/applications/fovea.desktop" "$share/icons/hicolor/scalable/apps/fovea.svg" \
        "$share/mime/packages/fovea.xml" "$share/man/man1/fovea.1"
    refresh
    rmdir "$prefix/opt" 2>/dev/null || true
}

refresh() { # caches of the desktop, where there are any
    if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$share/applications" || true; fi
    if command -v update-mime-database >/dev/null && [ -d "$share/mime/packages" ]; then
        update-mime-database "$share/mime" || true
    fi
}

if [ -n "$remove" ]; then
    uninstall
    echo "Fovea is removed. Settings stay in ~/.config/Fovea, projects where they are."
    exit 0
fi
# the old one goes when the new one is whole
mkdir -p "$prefix/opt" "$prefix/bin"
rm -rf "$home.new"
cp -a program "$home.new"
cp install.sh "$home.new/install.sh"
rm -rf "$home"
mv "$home.new" "$home"
ln -sfn "../opt/fovea/fovea" "$prefix/bin/fovea"
put() { mkdir -p "$(dirname "$2")" && cp "$1" "$2"; }
mkdir -p "$share/applications"
sed "s|@PROGRAM@|$home/Fovea|" fovea.desktop >"$share/applications/fovea.desktop"
put fovea.svg "$share/icons/hicolor/scalable/apps/fovea.svg"
put fovea.xml "$share/mime/packages/fovea.xml"
put fovea.1 "$share/man/man1/fovea.1"
refresh
cat <<END
Fovea is installed in $home.
Start it from the menu of programs, or by:  $prefix/bin/fovea
Remove it by:  sh $home/install.sh --uninstall
END
