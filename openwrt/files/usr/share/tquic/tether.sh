#!/bin/sh
# shellcheck shell=dash
# tether.sh DEVICE: makes a phone on USB an interface of netifd in the wan zone. The interface is
# named after the port it is plugged into and stays when the phone goes, since the kernel names the
# devices in the order in which they come.

# shellcheck source=/dev/null
. "${TQUIC_ROOT:-}/usr/share/tquic/config.sh"
# shellcheck source=/dev/null
. "$TQUIC_ROOT/usr/share/tquic/firewall.sh"

device=$1
tquic_is_device "$device" || exit 0
sys=$TQUIC_ROOT/sys/class/net/$device/device
case $(basename "$(readlink -f "$sys/driver")") in
rndis_host | cdc_ether | cdc_ncm | ipheth) ;;
*) exit 0 ;;
esac

tether='' only=''
config_load tquic
config_get_bool tether bond tether 0
[ "$tether" = 1 ] || exit 0
config_get_bool only bond only_links 0

# The USB interface is BUS-PORT[.PORT...]:CONFIGURATION.INTERFACE (kernel, ABI sysfs-bus-usb).
port=$(basename "$(readlink -f "$sys")")
port=${port%%:*}
name=usb$(printf %s "$port" | tr -c 'A-Za-z0-9' _)
[ ${#name} -le 15 ] || exit 0

# WANs need a metric of their own; those of users are below 100 as a rule.
free_metric() {
	local metric=100 taken
	taken=$(uci -q show network | sed -n "s/^network\.[^.]*\.metric='\(.*\)'$/\1/p")
	while echo "$taken" | grep -qx $metric; do
		metric=$((metric + 1))
	done
	echo $metric
}

wan_zone() {
	uci -q show firewall | sed -n "s/^\(firewall\.[^.]*\)\.name='wan'$/\1/p" | head -n 1
}

# More than one script may run: two phones, or one with two devices.
exec 9>"$TQUIC_ROOT/var/lock/tquic-tether"
flock 9

if uci -q get "network.$name" >/dev/null; then
	# Only ours are touched.
	[ "$(uci -q get "network.$name.tquic")" = 1 ] || exit 0
	tquic_uci_set "network.$name.device" "$device" || exit 0
else
	uci -q batch <<-EOF
		set network.$name=interface
		set network.$name.proto=dhcp
		set network.$name.device=$device
		set network.$name.metric=$(free_metric)
		set network.$name.tquic=1
	EOF
	zone=$(wan_zone)
	if [ -n "$zone" ]; then
		uci add_list "$zone.network=$name"
		uci commit firewall
	fi
	# Where no other than named links are bonded, this one has to be named too.
	if [ "$only" = 1 ]; then
		uci -q batch <<-EOF
			set tquic.$name=link
			set tquic.$name.interface=$name
			set tquic.$name.metered=auto
			set tquic.$name.tquic=1
			commit tquic
		EOF
	fi
fi
uci commit network
tquic_log notice "phone at USB port $port: $device is interface $name"
"$TQUIC_ROOT/etc/init.d/network" reload
"$TQUIC_ROOT/etc/init.d/firewall" reload
