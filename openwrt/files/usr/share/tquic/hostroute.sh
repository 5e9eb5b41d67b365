#!/bin/sh
# shellcheck shell=dash
# A route to the server per WAN, so that each link reaches it whatever becomes of default routes.
#
# hostroute.sh add       for every WAN that is up; those to where the server was are taken back
# hostroute.sh remove

# shellcheck source=/dev/null
. "${TQUIC_ROOT:-}/usr/share/tquic/config.sh"
# shellcheck source=/dev/null
. "$TQUIC_ROOT/lib/functions/network.sh"

# What rtnetlink calls the protocol of a route, to tell people whose they are; 4 to 255 are free.
# Scripts cannot find routes by it: BusyBox's ip takes the word and lists, or flushes, all of them.
MARK=77

# The routes that are there, a line each as `ip` takes them: family, destination, and the rest.
RECORD=$TQUIC_RUN/hostroutes

# The paired server's address, where it is one; a name is looked up anew at every dialling, and
# whatever address it has then is reached by the default routes. The settings count more than the
# pairing.
server() {
	local host
	host=$(tquic_setting server)
	host=${host%:*}
	host=${host#[}
	host=${host%]}
	[ -n "$host" ] || host=$(sed -n 's/^host *[=:] *//p' "$TQUIC_STATE/server.properties" 2>/dev/null)
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

# The line of an interface's route, if it has one.
route() { # INTERFACE
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
	echo "$family $server $*"
}

routes() {
	local server interface
	wanted && server=$(server) || return 0
	for interface in $(ubus list 'network.interface.*'); do
		route "${interface#network.interface.}"
	done
}

# Has these routes and no others of ours. One whose device went is gone already.
keep() { # LINES
	local family rest
	[ ! -f "$RECORD" ] || while read -r family rest; do
		# shellcheck disable=SC2086 # The rest are arguments.
		echo "$1" | grep -qxF -e "$family $rest" || ip "$family" route del $rest 2>/dev/null
	done <"$RECORD"
	echo "$1" | while read -r family rest; do
		# shellcheck disable=SC2086 # The rest are arguments.
		[ -z "$family" ] || ip "$family" route replace $rest
	done
	(umask 077 && mkdir -p "$TQUIC_RUN")
	echo "$1" >"$RECORD"
}

# More than one script may run: hotplug's, the protocol's, the service's.
exec 9>"$TQUIC_ROOT/var/lock/tquic-hostroute"
flock 9
bond=
config_load tquic
tquic_get bond bond device tquic0 tquic_is_device
case $1 in
add) keep "$(routes)" ;;
remove)
	keep ''
	rm "$RECORD"
	;;
esac
