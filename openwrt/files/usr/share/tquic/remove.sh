#!/bin/sh
# shellcheck shell=dash
# Takes back what uci-defaults and hotplug made, and forgets keys and pairing: for the package's
# removal (and not for its upgrade).

# shellcheck source=/dev/null
. "${TQUIC_ROOT:-}/usr/share/tquic/firewall.sh"

# Names of network's sections of ours: the bond's interface, and phones.
ours() {
	uci -q show network |
		sed -n "s/^network\.\([^.]*\)\.proto='tquic'$/\1/p; s/^network\.\([^.]*\)\.tquic='1'$/\1/p"
}

zones_with() { # INTERFACE
	uci -q show firewall | sed -n "s/^\(firewall\.[^.]*\.network\)='.*'$/\1/p" | while read -r list; do
		case " $(uci -q get "$list") " in *" $1 "*) echo "$list" ;; esac
	done
}

if command -v uci >/dev/null; then
	for section in $(ours); do
		for list in $(zones_with "$section"); do
			uci del_list "$list=$section"
		done
		uci delete "network.$section"
	done
	uci commit network
	tquic_zone_remove
	"${TQUIC_ROOT:-}/etc/init.d/network" reload
	"${TQUIC_ROOT:-}/etc/init.d/firewall" reload
fi
rm -rf "${TQUIC_ROOT:-}/etc/tquic" "${TQUIC_ROOT:-}/var/run/tquic" \
	"${TQUIC_ROOT:-}/var/lock/tquic-tether" "${TQUIC_ROOT:-}/var/lock/tquic-hostroute"
