#!/bin/sh
# Installs, upgrades and removes one package in the order that opkg does it, in BusyBox ash:
#   preinst, unpack, settings files that were edited kept, postinst configure;
#   on an upgrade first the old prerm upgrade, and of the old files those that are no more go;
#   prerm remove, files but edited settings, postrm remove.
# opkg-order.sh install FILE.ipk | remove NAME
set -eu
info=/usr/lib/opkg/info

script() { # NAME KIND ARGUMENT
	[ ! -f "$info/$1.$2" ] || PKG_ROOT=/ PKG_UPGRADE=${upgrade:-0} sh "$info/$1.$2" "$3"
}

digest() { sha256sum "$1" | cut -d ' ' -f 1; }

edited() { # NAME FILE: whether a settings file differs from what the package brought
	[ -f "$2" ] && ! grep -q "^$(digest "$2") $2\$" "$info/$1.brought"
}

settings_brought() {
	[ ! -f "$new/control/conffiles" ] || while read -r file; do
		[ ! -f "$new/data$file" ] || echo "$(digest "$new/data$file") $file"
	done <"$new/control/conffiles"
}

unpack_settings() { # NAME: new ones, unless the user edited what was there
	[ ! -f "$new/control/conffiles" ] || while read -r file; do
		[ -f "$new/data$file" ] || continue
		if [ -f "$info/$1.brought" ] && edited "$1" "$file"; then
			mv "$new/data$file" "$new/data$file-opkg"
		fi
	done <"$new/control/conffiles"
}

install() {
	new=/tmp/opkg.new
	rm -rf "$new"
	mkdir -p "$new/control" "$new/data" "$info"
	tar -xzf "$1" -C "$new"
	tar -xzf "$new/control.tar.gz" -C "$new/control"
	tar -xzf "$new/data.tar.gz" -C "$new/data"
	name=$(sed -n 's/^Package: //p' "$new/control/control")
	upgrade=0
	if [ -f "$info/$name.control" ]; then
		upgrade=1
		cp "$info/$name.list" /tmp/opkg.old
		script "$name" prerm upgrade
	fi
	[ ! -f "$new/control/preinst" ] || PKG_UPGRADE=$upgrade sh "$new/control/preinst" install
	brought=$(settings_brought)
	unpack_settings "$name"
	(cd "$new/data" && find . ! -type d | sed 's/^\.//') >"$info/$name.list"
	if [ "$upgrade" = 1 ]; then
		while read -r file; do
			grep -qxF "$file" "$info/$name.list" || grep -qxF "$file-opkg" "$info/$name.list" || rm -f "$file"
		done </tmp/opkg.old
	fi
	# Not with cp: a program that runs keeps its old file.
	tar -cf - -C "$new/data" . | tar -xf - -C /
	for file in control conffiles postinst prerm postrm; do
		[ ! -f "$new/control/$file" ] || cp "$new/control/$file" "$info/$name.$file"
	done
	echo "$brought" >"$info/$name.brought"
	rm -rf "$new" /tmp/opkg.old
	script "$name" postinst configure
}

remove() {
	script "$1" prerm remove
	sort -r "$info/$1.list" | while read -r file; do
		if [ -f "$info/$1.conffiles" ] && grep -qxF "$file" "$info/$1.conffiles" && edited "$1" "$file"; then
			continue
		fi
		rm -f "$file"
		folder=$(dirname "$file")
		while rmdir "$folder" 2>/dev/null; do folder=$(dirname "$folder"); done
	done
	script "$1" postrm remove
	rm -f "$info/$1".*
}

"$@"
