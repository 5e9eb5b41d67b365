# Stands in for /lib/functions/network.sh, whose functions tell what netifd says of an interface
# (https://openwrt.org/docs/guide-developer/network-scripting): status 1 and an empty variable
# where it says nothing.
_network_get() { # VARIABLE INTERFACE FILTER
	eval "$1=\$(ubus call network.interface.$2 status 2>/dev/null | jq -r '$3 // empty')"
	eval "[ -n \"\$$1\" ]"
}

network_get_device() { _network_get "$1" "$2" .l3_device; }
network_get_physdev() { _network_get "$1" "$2" .device; }
network_get_gateway() { _network_get "$1" "$2" '.route[]?|select(.target == "0.0.0.0").nexthop'; }
network_get_gateway6() { _network_get "$1" "$2" '.route[]?|select(.target == "::").nexthop'; }
