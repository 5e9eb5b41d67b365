#!/bin/sh
# shellcheck shell=dash disable=SC2034 # netifd-proto.sh reads the variables.
# The bond as an interface of netifd: `config interface 'bond'` with `option proto 'tquic'`. The
# role makes the device and its addresses; netifd is told of them, so that firewall zones, status
# and everything else that goes by interfaces have one to go by.

[ -n "$INCLUDE_ONLY" ] || {
	# shellcheck source=/dev/null
	. /lib/functions.sh
	# shellcheck source=/dev/null
	. ../netifd-proto.sh
	init_proto "$@"
}

proto_tquic_init_config() {
	no_device=1
	available=1
	lasterror=1
	# Read by hostroute.sh; declared, so that a change of it sets the interface up anew.
	proto_config_add_boolean hostroute
	proto_config_add_defaults
}

proto_tquic_setup() { # INTERFACE
	# proto_add_host_dependency would tie the bond to the WAN of one route, and take it down with
	# that WAN; so the routes to the server, one per WAN, are kept by a script of our own.
	proto_run_command "$1" "${TQUIC_ROOT:-}/usr/share/tquic/follow.sh" "$1"
}

proto_tquic_teardown() { # INTERFACE
	proto_kill_command "$1"
	"${TQUIC_ROOT:-}/usr/share/tquic/hostroute.sh" remove
	proto_init_update "*" 0
	proto_send_update "$1"
}

[ -n "$INCLUDE_ONLY" ] || add_protocol tquic
