# Stands in for /lib/netifd/netifd-proto.sh
# (https://openwrt.org/docs/guide-developer/network-scripting): what a handler tells netifd is noted.
init_proto() { # PROTOCOL COMMAND [INTERFACE DATA]
	_command=$2
	_interface=$3
	_data=$4
}

add_protocol() { # NAME
	case $_command in
	dump)
		"proto_$1_init_config"
		note "protocol $1 no_device=$no_device available=$available"
		;;
	setup | teardown)
		json_load "$_data"
		"proto_$1_$_command" "$_interface"
		;;
	esac
}

note() { echo "$*" >>"$TQUIC_ROOT/calls"; }

proto_config_add_boolean() { note "option $1"; }
proto_config_add_defaults() { note defaults; }
for _function in proto_init_update proto_send_update proto_run_command proto_kill_command \
	proto_add_ipv4_address proto_add_ipv6_address; do
	eval "$_function() { note $_function \"\$@\"; }"
done
# shellcheck source=/dev/null
. "$TQUIC_ROOT/usr/share/libubox/jshn.sh"
