#!/bin/sh
# shellcheck shell=dash
# Tells netifd what becomes of the bond's device, until it is killed. Run by the protocol handler.

# shellcheck source=/dev/null
. "${TQUIC_ROOT:-}/usr/share/tquic/config.sh"
# shellcheck source=/dev/null
. "$TQUIC_ROOT/lib/netifd/netifd-proto.sh"

# Stock BusyBox has no `ip monitor`, so the kernel is asked again and again.
PERIOD_S=2

# Addresses of the device, one per line as FAMILY ADDRESS LENGTH; what the kernel gave itself
# (link-local) is not the server's.
addresses() {
	ip -o addr show dev "$device" 2>/dev/null |
		awk '($3 == "inet" || $3 == "inet6") && $4 !~ /^fe80:/ {
			split($4, part, "/")
			print $3, part[1], part[2] ? part[2] : ($3 == "inet" ? 32 : 128)
		}'
}

tell_up() { # ADDRESSES
	# The last argument: the addresses are there already, netifd only takes note of them.
	proto_init_update "$device" 1 1
	local family address length
	while read -r family address length; do
		case $family in
		inet) proto_add_ipv4_address "$address" "$length" ;;
		inet6) proto_add_ipv6_address "$address" "$length" ;;
		esac
	done <<-EOF
		$1
	EOF
	proto_send_update "$interface"
	"$TQUIC_ROOT/usr/share/tquic/hostroute.sh" add
}

tell_down() {
	proto_init_update "*" 0
	proto_send_update "$interface"
}

# netifd switches a device off that it lets go of, and the kernel drops its routes then; only a new
# start of the role makes them again.
revive() {
	local flags
	read -r flags 2>/dev/null <"$TQUIC_ROOT/sys/class/net/$device/flags" || return 0
	# Bit 0 is IFF_UP. Without addresses the role has not switched it on yet.
	[ -z "$(addresses)" ] || [ $((flags & 1)) = 1 ] || "$TQUIC_INIT" restart
}

configure() {
	config_load tquic
	tquic_get device bond device tquic0 tquic_is_device
}

interface=$1 device=
configure
revive
told=
while :; do
	now=$(addresses)
	if [ "$now" != "$told" ]; then
		if [ -n "$now" ]; then tell_up "$now"; else tell_down; fi
		told=$now
	fi
	# Without a device: perhaps it is to have another name.
	[ -n "$now" ] || configure
	sleep $PERIOD_S
done
