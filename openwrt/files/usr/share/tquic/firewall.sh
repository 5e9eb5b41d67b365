# shellcheck shell=dash
# The bond's zone in the firewall, and the kill switch. Named sections of our own, so that all of
# it can be taken back and nothing of the user's is touched.

# UCI takes a value and says whether it was another before.
tquic_uci_set() { # SECTION.OPTION VALUE
	[ "$(uci -q get "$1")" != "$2" ] || return 1
	uci set "$1=$2"
}

tquic_zone_create() {
	uci -q get firewall.tquic_zone >/dev/null && return 0
	uci -q batch <<-EOF
		set firewall.tquic_zone=zone
		set firewall.tquic_zone.name=bond
		set firewall.tquic_zone.input=REJECT
		set firewall.tquic_zone.output=ACCEPT
		set firewall.tquic_zone.forward=REJECT
		set firewall.tquic_zone.masq=1
		set firewall.tquic_zone.masq6=1
		set firewall.tquic_zone.mtu_fix=1
		add_list firewall.tquic_zone.network=bond
		add_list firewall.tquic_zone.device=tquic0
		set firewall.tquic_lan=forwarding
		set firewall.tquic_lan.src=lan
		set firewall.tquic_lan.dest=bond
		set firewall.tquic_block=rule
		set firewall.tquic_block.name=TQUIC-kill-switch
		set firewall.tquic_block.src=*
		set firewall.tquic_block.dest=wan
		set firewall.tquic_block.proto=all
		set firewall.tquic_block.target=REJECT
		set firewall.tquic_block.enabled=0
		commit firewall
	EOF
}

# With `failover block` nothing is forwarded to the WANs, whether the bond runs or not.
tquic_kill_switch() { # ENABLED
	local failover on=0
	tquic_get failover bond failover direct tquic_is_word direct block
	[ "$1" = 1 ] && [ "$failover" = block ] && on=1
	uci -q get firewall.tquic_block >/dev/null || return 0
	tquic_uci_set firewall.tquic_block.enabled "$on" || return 0
	uci commit firewall
	"$TQUIC_ROOT/etc/init.d/firewall" reload
}

tquic_zone_remove() {
	local section
	for section in tquic_zone tquic_lan tquic_block; do
		uci -q delete "firewall.$section"
	done
	uci commit firewall
}
