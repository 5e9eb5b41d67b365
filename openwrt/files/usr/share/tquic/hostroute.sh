#!/bin/sh
# shellcheck shell=dash
# A route to the server per WAN, so that each link reaches it whatever becomes of default routes.
#
# hostroute.sh add       for every WAN that is up
# hostroute.sh remove

# shellcheck source=/dev/null
. "${TQUIC_ROOT:-}/usr/share/tquic/config.sh"
# shellcheck source=/dev/null
. "$TQUIC_ROOT/lib/functions/network.sh"

# The mark by which they are found again (rtnetlink calls it the protocol; 4 to 255 are free).
MARK=77

# The paired server's address, where it is one; a name is looked up anew at every dialling, and
# whatever address it has then is reached by the default routes.
server() {
	local host
	host=$(sed -n 's/^host *[=:] *//p' "$TQUIC_STATE/server.properties" 2>/dev/null)
	case $host in
	*[!0-9a-fA-F.:]*) return 1 ;;
	*:* | *.*.*.*) echo "$host" ;;
	*) return 1 ;;
	esac
}

# Whether no interface of the bond says otherwise.
wanted() {
	local name
	for name in $(uci -q show network | sed -n "s/^network\.\([^.]*\)\.proto='tquic'$/\1/p"); do
		[ "$(uci -q get "network.$name.hostroute")" != 0 ] || return 1
	done
}

add() { # INTERFACE
	local gateway device family index
	network_get_device device "$1" || return 0
	[ "$device" != "$bond" ] || return 0
	case $server in
	*:*) family=-6 && network_get_gateway6 gateway "$1" ;;
	*) family=-4 && network_get_gateway gateway "$1" ;;
	esac || return 0
	# The metric tells routes to one place apart; with the device's own a route is replaced later.
	read -r index 2>/dev/null <"$TQUIC_ROOT/sys/class/net/$device/ifindex" || return 0
	set -- dev "$device" metric "$index" proto $MARK
	# A link without a gateway, PPP for one, has the unspecified address there.
	case $gateway in 0.0.0.0 | ::) ;; *) set -- via "$gateway" "$@" ;; esac
	ip $family route replace "$server" "$@"
}

interfaces() {
	ubus list 'network.interface.*' | sed 's/^network\.interface\.//'
}

bond=
config_load tquic
tquic_get bond bond device tquic0 tquic_is_device
case $1 in
add)
	wanted && server=$(server) || exit 0
	for interface in $(interfaces); do
		add "$interface"
	done
	;;
remove)
	ip route flush proto $MARK
	ip -6 route flush proto $MARK
	;;
esac
